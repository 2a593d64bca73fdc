package io.cairo.suppression;

import io.cairo.base.KeyedHash;
import io.cairo.base.Signer;
import io.cairo.message.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What stands for identifiers here: hashes that mean nothing in another namespace or without the installation's secret. */
@ApplicationScoped
public class Hashes {
    private final Map<Integer, KeyedHash> byNamespace = new ConcurrentHashMap<>();

    @Inject
    Signer signer;

    /** Those of one namespace. */
    KeyedHash of(int namespace) {
        return byNamespace.computeIfAbsent(namespace, id -> signer.hashes("suppression in namespace " + id));
    }

    /** The hash of each identifier, in their order and in PostgreSQL's notation of bytes. */
    String[] bytes(int namespace, Collection<Identifier> identifiers) {
        KeyedHash hashes = of(namespace);
        return identifiers.stream()
                .map(identifier -> bytes(hashes.of(identifier.key())))
                .toArray(String[]::new);
    }

    /** The mark of each identifier, in their order. */
    Long[] marks(int namespace, Collection<Identifier> identifiers) {
        KeyedHash hashes = of(namespace);
        return identifiers.stream()
                .map(identifier -> hashes.mark(identifier.key()))
                .toArray(Long[]::new);
    }

    static String bytes(String hexadecimal) {
        return "\\x" + hexadecimal;
    }
}
