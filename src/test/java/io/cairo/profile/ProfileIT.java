package io.cairo.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Person;
import io.cairo.message.Who;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of people, over a real database. */
class ProfileIT {
    private final Database database = FreshDatabase.over(FreshDatabase.source());
    private final Profiles profiles = Telling.profiles(database);

    @Test
    void theLaterEventDecidesHoweverItArrives() {
        tell(Telling.identify("jane", 60, "late", "{'plan':'pro','city':'Bonn'}"));
        tell(Telling.identify("jane", 0, "early", "{'plan':'free','color':'red'}"));

        Profile profile = profile("u:jane");

        assertThat(Telling.values(profile))
                .isEqualTo(Map.of("city", "\"Bonn\"", "color", "\"red\"", "plan", "\"pro\""));
        assertThat(profile.trait("color").orElseThrow().at()).isEqualTo(Telling.NOON);
        assertThat(profile.lastAt()).contains(Telling.NOON.plusSeconds(60));
    }

    @Test
    void whatIsRemovedStaysRemovedWhenAnOlderMessageComes() {
        tell(Telling.identify("jane", 60, "remove", "{'plan':null}"));
        tell(Telling.identify("jane", 0, "early", "{'plan':'free'}"));
        assertThat(profile("u:jane").traits()).isEmpty();

        tell(Telling.identify("jane", 90, "again", "{'plan':'pro'}"));
        assertThat(Telling.values(profile("u:jane"))).isEqualTo(Map.of("plan", "\"pro\""));
    }

    /** Random messages of few names and few instants: in the order of time, the last that names a trait holds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyOrderOfArrivalGivesWhatTheOrderOfTimeGives(long seed) {
        Random random = new Random(seed);
        List<Message> messages = new ArrayList<>();
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            int at = random.nextInt(12);
            String value = random.nextInt(4) == 0 ? "null" : Integer.toString(i);
            messages.add(Telling.identify("jane", at, "m" + i, "{'t%d':%s}".formatted(random.nextInt(6), value)));
        }
        messages.stream()
                .sorted(Comparator.comparing(Message::timestamp).thenComparing(Message::messageId))
                .forEach(message -> {
                    JsonObject traits = Telling.json(
                                    new String(message.payload(), java.nio.charset.StandardCharsets.UTF_8))
                            .asJsonObject()
                            .getJsonObject("traits");
                    traits.forEach((name, value) -> {
                        expected.remove(name);
                        if (value != JsonValue.NULL) {
                            expected.put(name, value.toString());
                        }
                    });
                });

        Collections.shuffle(messages, random);
        while (!messages.isEmpty()) {
            List<Message> group = messages.subList(0, Math.min(messages.size(), 1 + random.nextInt(7)));
            Telling.project(database, group);
            group.clear();
        }

        assertThat(Telling.values(profile("u:jane"))).isEqualTo(expected);
    }

    /** Two groups that bring the same people in opposite order must not wait for each other. */
    @Test
    void manyWritersOfTheSamePeopleAgreeAndNeverBlockEachOther() {
        List<Message> messages = IntStream.range(0, 400)
                .mapToObj(i -> Telling.identify("u" + i % 8, i, "m" + i, "{'a':%d,'b%d':1}".formatted(i, i % 5)))
                .collect(Collectors.toList());
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            List<Message> mine = new ArrayList<>(messages);
            Collections.shuffle(mine, new Random(writer));
            writers.add(CompletableFuture.runAsync(() -> {
                for (int from = 0; from < mine.size(); from += 20) {
                    Telling.project(database, mine.subList(from, from + 20));
                }
            }));
        }
        assertThat(CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ofSeconds(60));

        for (int user = 0; user < 8; user++) {
            assertThat(Telling.values(profile("u:u" + user)))
                    .containsEntry("a", Integer.toString(392 + user))
                    .hasSize(6);
        }
    }

    @Test
    void aPersonHasTheTraitsOfAllIdentifiersAndMergingMovesNothing() {
        Who visitor = new Who(null, "a1", null, null, null, List.of());
        tell(Telling.message(Message.Type.IDENTIFY, visitor, 30, "one", "{'plan':'trial','source':'ad'}"));
        tell(Telling.identify("jane", 0, "two", "{'plan':'pro','name':'Jane'}"));
        tell(Telling.identify("jane", 40, "three", "{'source':null}"));

        assertThat(Telling.values(profile("u:jane", "a:a1")))
                .isEqualTo(Map.of("plan", "\"trial\"", "name", "\"Jane\""));
        assertThat(Telling.values(profile("u:jane"))).isEqualTo(Map.of("plan", "\"pro\"", "name", "\"Jane\""));
        assertThat(Telling.values(profile("a:a1"))).isEqualTo(Map.of("plan", "\"trial\"", "source", "\"ad\""));
        assertThat(profiles.of(2, List.of("u:jane")).traits()).isEmpty();
    }

    @Test
    void onlyIdentifyAndGroupTellTraits() {
        tell(Telling.message(Message.Type.TRACK, Who.user("jane"), 0, "m", "{'plan':'pro'}"));
        tell(Telling.message(Message.Type.ALIAS, Who.user("jane"), 0, "n", "{'plan':'pro'}"));

        assertThat(profile("u:jane").traits()).isEmpty();
    }

    @Test
    void aGroupHasTraitsOfItsOwnAndMembers() {
        tell(Telling.group("jane", "acme", 60, "m1", "{'employees':12,'first_name':'x'}"));
        tell(Telling.group("jane", "acme", 0, "m2", "{'employees':'many'}"));
        tell(Telling.group("jane", "other", 90, "m3", "{}"));

        assertThat(profile("u:jane").groups())
                .containsExactly(
                        new Membership("other", Telling.NOON.plusSeconds(90), Telling.NOON.plusSeconds(90)),
                        new Membership("acme", Telling.NOON, Telling.NOON.plusSeconds(60)));
        assertThat(profile("u:jane").traits()).isEmpty();
        assertThat(profiles.ofGroup(1, "acme"))
                .extracting(Trait::name, trait -> String.valueOf(trait.value()))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("employees", "12"),
                        org.assertj.core.groups.Tuple.tuple("first_name", "\"x\""));
    }

    @Test
    void oneNameOfTwoSpellingsIsOneTrait() {
        tell(Telling.identify("jane", 0, "m1", "{'first_name':'Snake','firstName':'Camel','last_name':5}"));

        assertThat(Telling.values(profile("u:jane"))).isEqualTo(Map.of("firstName", "\"Camel\"", "lastName", "5"));
        assertThat(profile("u:jane").trait("lastName").orElseThrow().flag()).isEqualTo("must be a text");
    }

    @Test
    void aValueThatIsTooLargeIsNotKeptAndSaysSo() {
        tell(Telling.identify("jane", 0, "m1", "{'bio':'%s','name':'Jane'}".formatted("x".repeat(9_000))));

        Trait bio = profile("u:jane").trait("bio").orElseThrow();

        assertThat(bio.value()).isNull();
        assertThat(bio.flag()).isEqualTo("had 9002 bytes, at most 8192 are kept");
        assertThat(Telling.values(profile("u:jane"))).containsEntry("name", "\"Jane\"");
    }

    @Test
    void moreTraitsThanThereIsRoomForAreCountedAndWhatIsKnownStillChanges() {
        tell(Telling.identify("jane", 0, "m1", traits(0, 250, 1)));
        tell(Telling.identify("jane", 1, "m2", traits(200, 400, 2)));

        Profile profile = profile("u:jane");

        assertThat(profile.traits()).hasSize(Room.MOST);
        assertThat(profile.leftOut()).isEqualTo(100);
        assertThat(Telling.values(profile))
                .containsEntry("t000", "1")
                .containsEntry("t249", "2")
                .containsEntry("t299", "2");
        tell(Telling.identify("jane", 2, "m3", "{'%s':1}".formatted("n".repeat(101))));
        assertThat(profile("u:jane").leftOut()).isEqualTo(101);
        tell(Telling.identify("john", 2, "m4", "{'t999':1}"));
        assertThat(profile("u:john").traits()).hasSize(1);
    }

    @Test
    void hostileNamesAndValuesAreKeptAsTheyAre() {
        String traits = """
                {"__proto__":{"a":1},"":"empty","'; DROP TABLE trait; --":"x","big":1e131071,"n":12345678901234567890123,
                 "deep":[[[[[[{"a":[]}]]]]]],"😀":"\\u0000\\ud800","a.b":1,"$set":true,"constructor":"x"}""";
        Message message = new Message(
                1,
                Message.Type.IDENTIFY,
                null,
                "m",
                Who.user("jane"),
                Telling.NOON,
                Telling.NOON,
                "sdk",
                "{\"traits\":%s}"
                        .formatted(traits.replace("1e131071", "1e300"))
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        tell(message);

        assertThat(Telling.values(profile("u:jane")))
                .containsEntry("__proto__", "{\"a\":1}")
                .containsEntry("", "\"empty\"")
                .containsEntry("'; DROP TABLE trait; --", "\"x\"")
                .containsEntry("n", "12345678901234567890123")
                .containsEntry("😀", "\"\uFFFD\uFFFD\"")
                .hasSize(10);
    }

    @Test
    void idsAsLongAsTheyMayBeFindRoomInTheIndexes() {
        Random random = new Random(7);
        String user = text(random, 500);
        String group = text(random, 500);
        tell(Telling.group(user, group, 0, "m1", "{'plan':'x'}"));
        tell(Telling.identify(user, 0, "m2", "{'%s':1}".formatted(text(random, 100))));

        assertThat(profile("u:" + user).groups())
                .extracting(Membership::groupId)
                .containsExactly(group);
        assertThat(profile("u:" + user).traits()).hasSize(1);
        assertThat(profiles.ofGroup(1, group)).hasSize(1);
    }

    @Test
    void whatIsToldUnderAPlaceholderIsToldUnderTheNextName() {
        Who visitor = new Who("null", "a1", null, null, "null", List.of());
        tell(Telling.message(Message.Type.IDENTIFY, visitor, 0, "m1", "{'plan':'pro'}"));
        tell(Telling.identify("null", 0, "m2", "{'plan':'lost'}"));

        assertThat(Telling.values(profile("a:a1", "u:null", "e:null"))).isEqualTo(Map.of("plan", "\"pro\""));
    }

    @Test
    void whatCannotBeReadTellsNothing() {
        tell(Telling.identify("jane", 0, "m1", "'text'"));
        tell(Telling.identify("jane", 0, "m2", "[1]"));
        tell(Telling.identify("jane", 0, "m3", "{"));
        tell(Telling.message(
                Message.Type.IDENTIFY, new Who(null, null, "acme", null, null, List.of()), 0, "m4", "{'plan':'x'}"));

        assertThat(database.query("SELECT name FROM trait", row -> row.getString(1)))
                .isEmpty();
    }

    @Test
    void handsOutAndErasesWhatIsOnePersons() {
        tell(Telling.identify("jane", 0, "m1", traits(0, 302, 1)));
        tell(Telling.group("jane", "acme", 0, "m2", "{'plan':'pro'}"));
        tell(Telling.identify("john", 0, "m3", "{'plan':'free'}"));
        Person jane = new Person(1, UUID.randomUUID(), List.of(Identifier.userId("jane"), Identifier.email("j@x.org")));
        ProfileData data = new ProfileData();

        Map<String, List<JsonObject>> exported =
                database.inTransaction(connection -> data.export(connection, jane, 10));
        assertThat(exported.get("trait")).hasSize(10);
        assertThat(exported.get("membership"))
                .hasSize(1)
                .first()
                .satisfies(row -> assertThat(row.getString("group_id")).isEqualTo("acme"));
        assertThat(exported.keySet()).isEqualTo(data.tables());

        Map<String, Long> erased = database.inTransaction(connection -> data.erase(connection, jane));
        Map<String, Long> again = database.inTransaction(connection -> data.erase(connection, jane));
        assertThat(erased).isEqualTo(Map.of("trait", 300L, "trait_left_out", 1L, "membership", 1L));
        assertThat(again.values()).containsOnly(0L);
        assertThat(profile("u:jane")).isEqualTo(new Profile(List.of(), List.of(), 0));
        assertThat(profile("u:john").traits()).hasSize(1);
        assertThat(profiles.ofGroup(1, "acme")).hasSize(1);
    }

    private void tell(Message message) {
        Telling.project(database, List.of(message));
    }

    private Profile profile(String... keys) {
        return profiles.of(1, List.of(keys));
    }

    private static String traits(int from, int to, int value) {
        return IntStream.range(from, to)
                .mapToObj(i -> "'t%03d':%d".formatted(i, value))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Characters of three bytes that no compression makes shorter. */
    private static String text(Random random, int length) {
        return random.ints(length, 0x4E00, 0x9FFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
