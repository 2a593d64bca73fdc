package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cairo.delivery.DeadLetters.Group;
import io.cairo.delivery.DeadLetters.Revived;
import io.cairo.delivery.DeadLetters.Which;
import io.cairo.destination.Endpoint;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.Outcome;
import io.cairo.destination.egress.Sender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a destination's rules do to what the engine sends, and the way of dead letters there and back. */
class RulesIT {
    private static final Which ALL = new Which(null, null);

    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());

    private Sender receiver(int status) {
        return call -> {
            if (status == 200) {
                bodies.add(new String(call.body(), StandardCharsets.UTF_8));
            }
            return new HttpAnswer(status, Map.of(), "order 1234567 is unknown");
        };
    }

    private static DeadLetters letters(Rig rig) {
        DeadLetters letters = new DeadLetters();
        letters.database = rig.database;
        return letters;
    }

    @Test
    void sendsOnlyWhatTheFilterLetsThrough() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.rules("{'conditions':[{'path':'n','op':'lt','value':30}]}");
            rig.write(0, 100, 7);
            rig.serve(rig.courier(receiver(200)));

            assertThat(String.join("", bodies)).contains("\"n\":29}").doesNotContain("\"n\":30}");
            assertThat(rig.text("SELECT delivered || ' ' || filtered || ' ' || dead FROM delivery"))
                    .isEqualTo("30 70 0");
        }
    }

    @Test
    void buriesWhatCannotBeMappedAndSendsTheRest() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.rules("{'mapping':[{'op':'set','path':'event','value':'E'},{'op':'move','path':'n','to':'x.deep'}]}");
            rig.write(0, 20, 5);
            rig.serve(rig.courier(receiver(200)));
            assertThat(bodies).isNotEmpty().allMatch(body -> body.contains("\"x\":{\"deep\":"));

            rig.rules("{'mapping':[{'op':'set','path':'event','value':'E'},{'op':'set','path':'u.name','value':1}]}");
            rig.write(20, 40, 5);
            rig.serve(rig.courier(receiver(200)));

            assertThat(rig.text("SELECT delivered || ' ' || dead FROM delivery"))
                    .isEqualTo("20 20");
            assertThat(rig.text("SELECT count(*) FROM delivery_retry")).isEqualTo("0");
            assertThat(letters(rig).groups(1, ALL, List.of(), 10))
                    .extracting(Group::cause, Group::detail, Group::count)
                    .containsExactly(tuple(
                            "mapping", "rules.mapping[1]: u is no object, so nothing can be written into it", 20L));
        }
    }

    @Test
    void sendsNoFasterThanItIsTold() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            rig.rules("{'events_per_second':2}");
            rig.write(0, 1_000, 7);
            Courier courier = rig.courier(receiver(200));
            boolean more = rig.serve(courier);

            assertThat(more).isFalse();
            assertThat(bodies).hasSizeBetween(4, 10);
            assertThat(rig.ledger.waiting()).isEmpty();
            assertThat(rig.text("SELECT count(*) FROM delivery_retry")).isEqualTo("0");
        }
    }

    @Test
    void waitsForAFullRequestWhereTheVendorLikesThatButNotForEver() throws Exception {
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        Picky vendor = new Picky(parcels -> {
            sizes.add(parcels.size());
            return Collections.nCopies(parcels.size(), Outcome.ok());
        });
        vendor.age = Duration.ofHours(1);
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.becomes(new Endpoint<>(vendor, new Picky.None(), Set.of("track")));
            rig.write(0, 6, 3);
            rig.serve(rig.courier(receiver(200)));
            assertThat(sizes).isEmpty();
            assertThat(rig.ledger.waiting()).isEmpty();

            rig.timePasses();
            rig.write(6, 10, 3);
            rig.serve(rig.courier(receiver(200)));
            assertThat(sizes).containsExactly(10);

            vendor.age = Duration.ofMillis(1);
            rig.write(10, 13, 3);
            rig.serve(rig.courier(receiver(200)));
            assertThat(sizes).containsExactly(10, 3);
        }
    }

    @Test
    void groupsDeadLettersByWhatWasSaidAndTriesThemAgain() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            rig.write(0, 30, 3);
            rig.serve(rig.courier(receiver(422)));
            DeadLetters letters = letters(rig);

            List<Group> groups = letters.groups(1, ALL, List.of(), 10);
            assertThat(groups).hasSize(1);
            Group group = groups.get(0);
            assertThat(group.detail()).isEqualTo("HTTP 422: order # is unknown");
            assertThat(group.count()).isEqualTo(30);
            assertThat(group.samples())
                    .hasSize(3)
                    .allSatisfy(sample -> assertThat(sample.event()).isEqualTo("Happened"));
            assertThat(letters.groups(1, ALL, DeadLetters.place(group), 10)).isEmpty();
            assertThat(letters.groups(1, new Which(UUID.randomUUID(), null), List.of(), 10))
                    .isEmpty();
            assertThat(letters.count(2, ALL)).isZero();

            UUID id = rig.destination;
            assertThat(letters.revive(2, id, null, null, null, 100)).isEqualTo(new Revived(0, 0, 0));
            assertThat(letters.revive(1, id, "mapping", null, null, 100)).isEqualTo(new Revived(0, 0, 0));
            assertThat(letters.revive(1, id, null, "other", null, 100)).isEqualTo(new Revived(0, 0, 0));
            assertThat(letters.revive(1, id, null, null, List.of("m000004"), 100))
                    .isEqualTo(new Revived(1, 0, 0));
            assertThat(letters.revive(1, id, "rejected", group.detail(), null, 10))
                    .isEqualTo(new Revived(10, 19, 0));
            assertThat(rig.text("SELECT dead FROM delivery")).isEqualTo("19");

            rig.timePasses();
            rig.serve(rig.courier(receiver(200)));
            assertThat(bodies).hasSize(11);
            assertThat(rig.text("SELECT count(*) FROM delivery_retry")).isEqualTo("0");
            for (int user = 0; user < 3; user++) {
                int ours = user;
                assertThat(bodies.stream()
                                .filter(body -> body.startsWith("{\"u\":" + ours))
                                .map(body -> Integer.valueOf(body.replaceAll(".*\"n\":(\\d+)}", "$1"))))
                        .isSorted();
            }
        }
    }

    @Test
    void saysWhichDeadLettersTheLogHasNoMore() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            rig.write(0, 5, 3);
            rig.serve(rig.courier(receiver(422)));
            rig.database.update("DELETE FROM event WHERE message_id = 'm000002'");

            assertThat(letters(rig).revive(1, rig.destination, null, null, null, 100))
                    .isEqualTo(new Revived(4, 0, 1));
        }
    }

    @Test
    void forgetsAfterAMonthWhatTheLogHasForgotten() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            rig.write(0, 5, 3);
            rig.serve(rig.courier(receiver(422)));
            rig.database.update("DELETE FROM event WHERE message_id IN ('m000002', 'm000003')");
            rig.database.update(
                    "UPDATE dead_letter SET died_at = now() - interval '31 days' WHERE message_id <> 'm000003'");
            DeadLetterSweep sweep = new DeadLetterSweep();
            sweep.database = rig.database;

            assertThat(sweep.removeExpired()).isEqualTo(1);
            assertThat(rig.text("SELECT dead FROM delivery")).isEqualTo("4");
            assertThat(rig.text("SELECT count(*) FROM dead_letter")).isEqualTo("4");
        }
    }
}
