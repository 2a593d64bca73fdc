package io.cairo.privacy;

import io.cairo.message.PersonalData;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every bean that answers for personal data, outside a container: good to be asked for its tables. */
final class EveryData {
    private static final List<Class<?>> TYPES = types();

    private EveryData() {}

    static List<PersonalData> beans() {
        return TYPES.stream().map(EveryData::made).toList();
    }

    /** From the folder that the compiler wrote. */
    private static List<Class<?>> types() {
        try {
            Path root = Path.of(PersonalData.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(root.resolve("io/cairo"))) {
                return files.map(file -> root.relativize(file).toString().replace(File.separatorChar, '.'))
                        .filter(name -> name.endsWith(".class"))
                        .<Class<?>>map(name -> loaded(name.substring(0, name.length() - ".class".length())))
                        .filter(type -> PersonalData.class.isAssignableFrom(type) && !type.isInterface())
                        .toList();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, EveryData.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static PersonalData made(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (PersonalData) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
