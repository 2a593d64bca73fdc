package io.cairo.tool;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every tool that Cairo has, outside a container: good to be listed and to have its arguments checked, not to be called. */
public final class EveryTool {
    private EveryTool() {}

    public static List<ToolEntry> entries() {
        return ToolRegistry.of(toolboxes().stream().map(EveryTool::made).toArray(Toolbox[]::new))
                .entries();
    }

    /** Every class of Cairo's that is a toolbox, from the folder that the compiler wrote. */
    public static List<Class<?>> toolboxes() {
        try {
            Path root = Path.of(Toolbox.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files.map(file -> root.relativize(file).toString().replace(File.separatorChar, '.'))
                        .filter(name -> name.startsWith("io.cairo.") && name.endsWith(".class"))
                        .<Class<?>>map(name -> loaded(name.substring(0, name.length() - ".class".length())))
                        .filter(type ->
                                Toolbox.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                        .toList();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, EveryTool.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Toolbox made(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Toolbox) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
