package io.cairo.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClustersTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @Test
    void whatIsNamedTogetherIsOnePerson() {
        assertThat(clusters(link(1, "u:1", "a:1"), link(2, "a:1", "e:x"))).containsExactly(Set.of("u:1", "a:1", "e:x"));
    }

    @Test
    void aSharedDeviceBelongsToWhoHadItFirst() {
        assertThat(clusters(link(2, "u:2", "a:1"), link(1, "u:1", "a:1")))
                .containsExactlyInAnyOrder(Set.of("u:1", "a:1"), Set.of("u:2"));
    }

    @Test
    void twoUsersAreOneIfAnAliasSaysSo() {
        assertThat(clusters(link(1, "u:1", "a:1"), link(2, "u:2", "a:1"), alias(3, "u:1", "u:2")))
                .containsExactly(Set.of("u:1", "a:1", "u:2"));
    }

    @Test
    void anAliasDoesNotMakeALaterSharedDeviceCount() {
        assertThat(clusters(alias(1, "u:1", "u:2"), link(2, "u:2", "a:1"), link(3, "u:3", "a:1")))
                .containsExactlyInAnyOrder(Set.of("u:1", "u:2", "a:1"), Set.of("u:3"));
    }

    @Test
    void whoHasEnoughGetsNoMore() {
        PersonLimits two = new PersonLimits(20, 2, 20, 20, 100);
        Clusters clusters = of(two, List.of(), link(3, "u:1", "a:3"), link(1, "u:1", "a:1"), link(2, "u:1", "a:2"));

        assertThat(sets(clusters)).containsExactlyInAnyOrder(Set.of("u:1", "a:1", "a:2"), Set.of("a:3"));
        assertThat(clusters.refused())
                .containsExactly(new Clusters.Refused(link(3, "u:1", "a:3"), Rule.TOO_MANY_IDENTIFIERS));
    }

    @Test
    void eachTypeOfOtherSystemsIdsIsCountedByItself() {
        PersonLimits one = new PersonLimits(20, 20, 20, 1, 100);
        Clusters clusters =
                of(one, List.of(), link(1, "u:1", "x:crm:1"), link(2, "u:1", "x:erp:1"), link(3, "u:1", "x:crm:2"));

        assertThat(sets(clusters)).containsExactlyInAnyOrder(Set.of("u:1", "x:crm:1", "x:erp:1"), Set.of("x:crm:2"));
    }

    @Test
    void whoWasUnmergedStaysApartWhateverIsObserved() {
        Cut cut = new Cut(1, NOON.plusSeconds(5), Map.of("u:1", Cut.ONE, "a:1", Cut.OTHER));

        assertThat(sets(of(
                        PersonLimits.DEFAULT,
                        List.of(cut),
                        link(1, "u:1", "a:1"),
                        link(7, "a:1", "e:x"),
                        link(8, "u:1", "e:x"))))
                .containsExactlyInAnyOrder(Set.of("u:1"), Set.of("a:1", "e:x"));
    }

    @Test
    void aLaterAliasJoinsAgainWhoWasUnmergedAndAnEarlierOneDoesNot() {
        Cut cut = new Cut(1, NOON.plusSeconds(5), Map.of("u:1", Cut.ONE, "u:2", Cut.OTHER));

        assertThat(sets(of(PersonLimits.DEFAULT, List.of(cut), alias(4, "u:1", "u:2"))))
                .hasSize(2);
        assertThat(sets(of(
                        PersonLimits.DEFAULT,
                        List.of(cut),
                        alias(4, "u:1", "u:2"),
                        alias(6, "u:1", "u:2"),
                        link(7, "u:2", "a:1"))))
                .containsExactly(Set.of("u:1", "u:2", "a:1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void neitherOrderNorRepetitionNorLaterRepetitionOfLinksMatters(int seed) {
        Random random = new Random(seed);
        for (int world = 0; world < 300; world++) {
            PersonLimits limits = random.nextBoolean() ? PersonLimits.DEFAULT : Resolving.TIGHT;
            List<Link> links = randomLinks(random);
            Set<Set<String>> expected = new HashSet<>(sets(of(limits, List.of(), links.toArray(Link[]::new))));
            List<Link> more = new ArrayList<>(links);
            links.stream()
                    .filter(link -> random.nextInt(3) == 0)
                    .map(link -> new Link(link.a(), link.b(), link.at().plusSeconds(100), link.alias(), "later"))
                    .forEach(more::add);
            Collections.shuffle(more, random);

            assertThat(new HashSet<>(sets(of(limits, List.of(), more.toArray(Link[]::new)))))
                    .isEqualTo(expected);
        }
    }

    private static List<Link> randomLinks(Random random) {
        List<String> keys =
                List.of("u:1", "u:2", "u:3", "u:4", "a:1", "a:2", "a:3", "e:1", "e:2", "x:crm:1", "x:crm:2");
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            String one = keys.get(random.nextInt(keys.size()));
            String other = keys.get(random.nextInt(keys.size()));
            boolean alias = random.nextInt(5) == 0;
            if (!one.equals(other)) {
                links.add(Link.of(one, other, NOON.plusSeconds(random.nextInt(8)), alias, "m" + i));
            }
        }
        return links;
    }

    private static List<Set<String>> clusters(Link... links) {
        return sets(of(PersonLimits.DEFAULT, List.of(), links));
    }

    private static List<Set<String>> sets(Clusters clusters) {
        return clusters.all().stream().map(Set::copyOf).toList();
    }

    private static Clusters of(PersonLimits limits, List<Cut> cuts, Link... links) {
        Set<String> keys = List.of(links).stream()
                .flatMap(link -> List.of(link.a(), link.b()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return Clusters.of(keys, List.of(links), cuts, limits);
    }

    private static Link link(int second, String one, String other) {
        return Link.of(one, other, NOON.plusSeconds(second), false, "m" + second);
    }

    private static Link alias(int second, String one, String other) {
        return Link.of(one, other, NOON.plusSeconds(second), true, "m" + second);
    }
}
