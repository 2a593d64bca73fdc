package io.cairo.base;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The secret of this installation: {@code CAIRO_SECRET_KEY}, or one that is made once and kept in the file
 * {@code secret.key} of the data folder, which is enough for development. {@link Sealer} and {@link Signer} are made of it.
 */
@ApplicationScoped
public class SecretKeys {
    private static final Logger LOG = System.getLogger(SecretKeys.class.getName());
    private static final int LENGTH = 32;

    @Inject
    @ConfigProperty(name = "CAIRO_SECRET_KEY")
    Optional<String> configured;

    @Inject
    @ConfigProperty(name = "CAIRO_DATA")
    Optional<String> data;

    @SuppressWarnings("NullAway.Init") // start() makes it
    private SecretKeySpec key;

    @PostConstruct
    void start() {
        key = key(configured.orElseGet(this::kept));
    }

    @Produces
    @Singleton
    Sealer sealer() {
        return new Sealer(key);
    }

    @Produces
    @Singleton
    Signer signer() {
        return new Signer(key.getEncoded());
    }

    /** @throws IllegalArgumentException if it is not the base64 of 32 bytes; the sentence does not repeat it */
    static SecretKeySpec key(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64.strip());
            if (key.length == LENGTH) {
                return new SecretKeySpec(key, "AES");
            }
        } catch (IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "CAIRO_SECRET_KEY is no base64");
        }
        throw new IllegalArgumentException(
                "CAIRO_SECRET_KEY must be the base64 of 32 random bytes; openssl rand -base64 32 makes one");
    }

    private String kept() {
        Path folder = data.map(Path::of).orElse(Path.of(System.getProperty("server.output.dir", "."), "data"));
        LOG.log(
                Level.WARNING,
                "Secrets are sealed and cursors signed with a key in {0}; set CAIRO_SECRET_KEY in production",
                folder.resolve("secret.key"));
        return kept(folder);
    }

    /** The key in that folder, which is made if there is none. */
    static String kept(Path folder) {
        Path file = folder.resolve("secret.key");
        try {
            Files.createDirectories(folder);
            create(file);
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The key in " + file + " cannot be read; set CAIRO_SECRET_KEY", e);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        try {
            Files.createFile(file, onlyOwner(file));
            Files.writeString(file, Base64.getEncoder().encodeToString(key), StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            LOG.log(Level.DEBUG, "the key is there already");
        }
    }

    private static FileAttribute<?>[] onlyOwner(Path file) {
        Set<String> views = file.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
