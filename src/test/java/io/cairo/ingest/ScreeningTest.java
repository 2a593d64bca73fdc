package io.cairo.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.event.Writing;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Who;
import io.cairo.suppression.Gate;
import io.cairo.suppression.Gates;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** About which messages the gate is asked, and what its answer means for the rest of their passage. */
class ScreeningTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final Connection NONE = (Connection) Proxy.newProxyInstance(
            ScreeningTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException();
            });

    private static final long REVISION = 7;

    private final List<Message> asked = new ArrayList<>();

    /** Is closed to what happened before now, whoever it is, and to Jane at any time. */
    private final Gate gate = new Gate() {
        @Override
        public Entered enter(Connection connection, Set<Integer> namespaces) {
            return Gates.entered(REVISION);
        }

        @Override
        public Set<Message> closedTo(Connection connection, Entered entered, List<Message> messages) {
            asked.addAll(messages);
            Set<Message> closed = Collections.newSetFromMap(new IdentityHashMap<>());
            messages.stream()
                    .filter(message -> message.timestamp().isBefore(NOW) || "jane".equals(message.userId()))
                    .forEach(closed::add);
            return closed;
        }
    };

    @Test
    void asksOnceAboutAMessageThatGoesOnForTheSamePersonAtTheSameTime() throws SQLException {
        Message original = Writing.message("m", "june", NOW);
        Message changed = original.with("{\"changed\":true}".getBytes(StandardCharsets.UTF_8));
        Message readAgain = like(original, Who.user("june"), NOW.plusSeconds(1));

        boolean held = isHeld(new Passage(original, List.of(original, changed, readAgain), List.of(), "changed"));

        assertThat(asked).containsExactly(original);
        assertThat(held).isFalse();
    }

    @Test
    void asksAboutEveryoneElseAndAboutEarlierTimesAndHoldsTheWholePassage() throws SQLException {
        Message original = Writing.message("m", "june", NOW);

        assertThat(isHeld(changed(original, like(original, Who.user("jane"), NOW))))
                .isTrue();
        assertThat(isHeld(changed(original, like(original, Who.user("june"), NOW.minusMillis(1)))))
                .isTrue();
        assertThat(asked).hasSize(4);
    }

    @Test
    void holdsWhatBecameOfAMessageThatMayNotBeStored() throws SQLException {
        Message original = Writing.message("m", "jane", NOW);

        assertThat(isHeld(changed(original, like(original, Who.user("june"), NOW))))
                .isTrue();
        assertThat(isHeld(changed(original, original.with(new byte[0])))).isTrue();
    }

    @Test
    void doesNotAskAgainAboutWhatWasFreeAtTheSameRevisionButAboutWhatCameOfItForOthers() throws SQLException {
        Message original = Writing.message("m", "june", NOW);
        Message other = like(original, Who.user("jane"), NOW);

        assertThat(isHeld(Passage.of(original, REVISION))).isFalse();
        assertThat(asked).isEmpty();

        boolean held = isHeld(new Passage(original, List.of(original, other), List.of(), "changed", REVISION));
        assertThat(asked).containsExactly(other);
        assertThat(held).isTrue();
    }

    @Test
    void asksAgainIfAnythingHasChangedSince() throws SQLException {
        assertThat(isHeld(Passage.of(Writing.message("m", "jane", NOW), REVISION - 1)))
                .isTrue();
        assertThat(isHeld(Passage.of(Writing.message("m", "jane", NOW)))).isTrue();
    }

    private boolean isHeld(Passage passage) throws SQLException {
        Screening screening = new Screening();
        screening.gate = gate;
        return screening.of(NONE, List.of(passage)).held().get(0);
    }

    private static Passage changed(Message original, Message onward) {
        return new Passage(original, List.of(onward), List.of(), "changed");
    }

    private static Message like(Message message, Who who, Instant timestamp) {
        return new Message(
                message.namespace(),
                message.type(),
                message.name(),
                message.messageId(),
                who,
                timestamp,
                message.receivedAt(),
                message.platform(),
                message.payload());
    }
}
