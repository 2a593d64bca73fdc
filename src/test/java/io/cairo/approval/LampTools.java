package io.cairo.approval;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.Toolbox;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lamps that can be set: what approvals are tried on. */
public final class LampTools implements Toolbox {
    final Map<String, String> colours = new ConcurrentHashMap<>(Map.of("hall", "red"));
    final AtomicInteger calls = new AtomicInteger();
    volatile @Nullable Caller caller;
    volatile @Nullable RuntimeException failure;

    public record Set(
            @Doc("Which") String lamp,
            @Doc("New colour") String colour,
            @Doc("To reach it") @Secret @Nullable String password,
            @Doc("Settings") @Nullable JsonObject config) {}

    public record Done(String lamp, @Secret String token) {}

    public record Nothing() {}

    @Override
    public String title() {
        return "Lamps";
    }

    @Tool(name = "set_lamp", title = "Set", description = "Sets.", right = Right.CONFIGURE)
    public Done set(Caller by, Set args) {
        calls.incrementAndGet();
        caller = by;
        RuntimeException broken = failure;
        if (broken != null) {
            throw broken;
        }
        colours.put(args.lamp(), args.colour());
        return new Done(args.lamp(), "token-of-" + args.password());
    }

    @Tool(name = "blink", title = "Blink", description = "Blinks.", right = Right.INGEST)
    public Nothing blink(Caller by, Nothing args) {
        return args;
    }

    @Tool(name = "see_lamps", title = "See", description = "Sees.", right = Right.READ, hints = Tool.Hint.READ_ONLY)
    public Nothing see(Caller by, Nothing args) {
        return args;
    }

    @Override
    public JsonObject standing(Caller by, ToolEntry entry, Record arguments) {
        String lamp = ((Set) arguments).lamp();
        String colour = colours.get(lamp);
        if (colour == null) {
            throw Problem.notFound("lamp", lamp);
        }
        return JsonTree.JSON
                .createObjectBuilder()
                .add("lamp", lamp)
                .add("colour", colour)
                .build();
    }
}
