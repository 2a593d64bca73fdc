package io.cairo.privacy;

import io.cairo.base.JsonTree;
import io.cairo.destination.Recipients.Recipient;
import io.cairo.message.Person;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The steps of an erasure in which vendors are asked to forget the person: for a day, more and more seldom. */
@ApplicationScoped
public class Telling {
    private static final String TELL = "tell ";
    private static final String NOT_TOLD = "not told ";
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration SELDOM = Duration.ofHours(1);

    @Inject
    Vendors vendors;

    @Inject
    Clock clock;

    /** The erasure after one vendor more was asked; empty if nobody is to be asked now. */
    Optional<Erasure> next(Erasure erasure) {
        return open(erasure).stream()
                .filter(recipient -> isDue(erasure, recipient))
                .findFirst()
                .map(recipient -> told(erasure, recipient));
    }

    /** Whether nobody is left to be asked, now or later. */
    boolean isOver(Erasure erasure) {
        return open(erasure).isEmpty();
    }

    /** Which destinations were told and which were not, for the audit log; empty if there were none. */
    Optional<JsonObject> account(Erasure erasure) {
        List<String> told = erasure.doneOf(TELL);
        List<String> notTold = erasure.doneOf(NOT_TOLD);
        return told.isEmpty() && notTold.isEmpty()
                ? Optional.empty()
                : Optional.of(JsonTree.JSON
                        .createObjectBuilder()
                        .add("erasure", erasure.id().toString())
                        .add("told", JsonTree.JSON.createArrayBuilder(told))
                        .add("not_told", JsonTree.JSON.createArrayBuilder(notTold))
                        .build());
    }

    private List<Recipient> open(Erasure erasure) {
        return vendors.all(erasure.namespace().id()).stream()
                .filter(recipient -> !erasure.isDone(TELL + recipient.id()))
                .filter(recipient -> !erasure.isDone(NOT_TOLD + recipient.id()))
                .toList();
    }

    /** As long after the last time as that was after the erasure. */
    private boolean isDue(Erasure erasure, Recipient recipient) {
        Instant erasedAt = erasedAt(erasure);
        return erasure.step(TELL + recipient.id())
                .map(Step::at)
                .map(last -> last.plus(min(SELDOM, Duration.between(erasedAt, last))))
                .map(next -> !clock.instant().isBefore(next))
                .orElse(true);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Erasure told(Erasure erasure, Recipient recipient) {
        Person person = Objects.requireNonNull(erasure.person());
        boolean able = vendors.canForget(recipient, person);
        boolean told = able && vendors.tell(recipient, person);
        Instant now = clock.instant();
        boolean givenUp = !told && (!able || now.isAfter(erasedAt(erasure).plus(LONGEST)));
        return givenUp
                ? erasure.and(NOT_TOLD + recipient.id(), Map.of(), true, now)
                : erasure.and(TELL + recipient.id(), Map.of(), told, now);
    }

    private static Instant erasedAt(Erasure erasure) {
        return Objects.requireNonNull(erasure.erasedAt());
    }
}
