package io.cairo.tool;

import io.cairo.access.Caller;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Signer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads the cursors of lists: opaque, signed, and good only for the tenant, namespace, tool and arguments that
 * they were given for. They hold the place of the last row, never an offset, so rows that come or go meanwhile make no gap
 * and no duplicate. They never expire, and any node reads them.
 */
@ApplicationScoped
public class Cursors {
    /** Arguments that may differ from page to page; a namespace counts as it was understood, not as it was written. */
    private static final Set<String> FREE = Set.of("cursor", "limit", "namespace");

    private static final ClassValue<Shape<? extends Record>> SHAPES = new ClassValue<>() {
        @Override
        protected Shape<? extends Record> computeValue(Class<?> type) {
            return Shape.of(type.asSubclass(Record.class));
        }
    };

    @Inject
    @SuppressWarnings("NullAway.Init") // CDI fills it
    Signer signer;

    /** Cursors outside a container. */
    public static Cursors over(Signer signer) {
        Cursors cursors = new Cursors();
        cursors.signer = signer;
        return cursors;
    }

    /**
     * The place of this call in its list.
     *
     * @param namespace whose rows are listed; null for those of the whole tenant
     * @param arguments with the component {@code cursor}, if the call continues a list
     * @throws io.cairo.base.Problem BAD_CURSOR if its cursor was made for another caller's list or another question
     */
    public Cursor of(Caller caller, String tool, @Nullable String namespace, Record arguments) {
        JsonObject json = SHAPES.get(arguments.getClass()).encode(arguments);
        String purpose =
                String.join("\n", "cursor", caller.tenant(), namespace == null ? "" : namespace, tool, digest(json));
        return new Cursor(signer, purpose, json.getString("cursor", null));
    }

    private static String digest(JsonObject arguments) {
        JsonObjectBuilder bound = JsonTree.JSON.createObjectBuilder();
        arguments.forEach((name, value) -> {
            if (!FREE.contains(name)) {
                bound.add(name, value);
            }
        });
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(JsonText.bytes(bound.build()));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
