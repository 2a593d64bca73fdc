package io.cairo.transformation.worker;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The scripts that have an engine: those used last, as many as memory has room for. */
final class Programs {
    private static final int MOST = 200;
    /** Of the heap; above it engines are let go. */
    private static final double FULL = 0.6;

    private final Meter meter;
    private final Map<String, Program> byId = new LinkedHashMap<>(16, 0.75f, true);

    Programs(Meter meter) {
        this.meter = meter;
    }

    /** @throws IllegalArgumentException if {@code compiled} is no compiled script */
    Program of(String id, String compiled) {
        Program known = byId.get(id);
        if (known != null) {
            return known;
        }
        makeRoom();
        Program made = new Program(Compiled.of(compiled), meter);
        byId.put(id, made);
        return made;
    }

    private void makeRoom() {
        if (byId.size() >= MOST) {
            letGo(1);
        }
        if (isFull()) {
            letGo((byId.size() + 1) / 2);
        }
    }

    private void letGo(int count) {
        Iterator<Program> oldest = byId.values().iterator();
        for (int i = 0; i < count && oldest.hasNext(); i++) {
            oldest.next();
            oldest.remove();
        }
    }

    private static boolean isFull() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory() > FULL * runtime.maxMemory();
    }
}
