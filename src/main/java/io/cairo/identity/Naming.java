package io.cairo.identity;

import io.cairo.message.Identifier;
import io.cairo.message.Message;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What messages of one namespace say about who is who, as far as that is not known already. */
final class Naming {
    private final int namespace;
    private final Protection protection;
    private final Memory memory;
    private final Map<String, Instant> seen = new LinkedHashMap<>();
    private final Set<String> former = new HashSet<>();
    private final Map<Link.Pair, Link> links = new HashMap<>();
    private final Set<Link> aliases = new HashSet<>();

    Naming(int namespace, Protection protection, Memory memory) {
        this.namespace = namespace;
        this.protection = protection;
        this.memory = memory;
    }

    /** The first name of a message is linked with each other: user id before anonymous id, email and other systems' ids. */
    void add(Message message) {
        List<String> keys = keys(message);
        if (keys.isEmpty()) {
            return;
        }
        boolean isNew = keys.size() == 1 && !memory.knows(namespace, keys.get(0));
        for (String other : keys.subList(1, keys.size())) {
            isNew |= add(link(keys.get(0), other, false, message)); // a link that is known tells that both its ends are
        }
        isNew |= addAlias(message);
        if (isNew) {
            Instant at = message.timestamp().truncatedTo(ChronoUnit.MICROS);
            keys.forEach(key -> seen.merge(key, at, (one, other) -> one.isBefore(other) ? one : other));
        }
    }

    private List<String> keys(Message message) {
        List<String> keys = new ArrayList<>(3);
        for (Identifier identifier : message.who().identifiers()) {
            if (!protection.isBlocked(identifier.value())) {
                String key = identifier.key();
                if (!keys.contains(key)) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    /** The previous id may have been a user id or an anonymous id; the one that it was not is nobody else's from now on. */
    private boolean addAlias(Message message) {
        String previous = message.who().previousId();
        String userId = message.userId();
        if (message.type() != Message.Type.ALIAS || previous == null || userId == null || previous.equals(userId)) {
            return false;
        }
        if (protection.isBlocked(previous) || protection.isBlocked(userId)) {
            return false;
        }
        String user = Identifier.userId(userId).key();
        for (Identifier was : List.of(Identifier.userId(previous), Identifier.anonymousId(previous))) {
            former.add(was.key());
            aliases.add(link(user, was.key(), true, message));
        }
        return true;
    }

    private boolean add(Link link) {
        if (memory.knows(namespace, link)) {
            return false;
        }
        links.merge(link.pair(), link, (one, other) -> Link.ORDER.compare(one, other) <= 0 ? one : other);
        return true;
    }

    private static Link link(String one, String other, boolean alias, Message message) {
        return Link.of(one, other, message.timestamp(), alias, message.messageId());
    }

    boolean isEmpty() {
        return seen.isEmpty();
    }

    /** The identifiers that were named, each with the earliest time; also those that are linked with new ones. */
    Map<String, Instant> seen() {
        return seen;
    }

    /** Every key that matters here, also of what somebody was called before. */
    Set<String> keys() {
        if (former.isEmpty()) {
            return seen.keySet();
        }
        Set<String> keys = new LinkedHashSet<>(seen.keySet());
        keys.addAll(former);
        return keys;
    }

    /** What was named together, each pair with its earliest time; and every alias. */
    List<Link> links() {
        return Stream.concat(links.values().stream(), aliases.stream()).toList();
    }
}
