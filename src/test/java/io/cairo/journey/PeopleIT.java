package io.cairo.journey;

import static io.cairo.journey.Asked.json;
import static io.cairo.journey.Asked.rest;
import static io.cairo.journey.Asked.tool;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People become known and are looked up by whatever is known of them. */
@Journey
class PeopleIT {
    @Test
    void isFoundByEveryIdentifierWithTheHistoryFromBefore(Wire wire) {
        wire.post(
                "/v1/track",
                "{'anonymousId':'a1','event':'Pricing Viewed','timestamp':'2026-01-01T00:00:00Z'}".replace('\'', '"'));
        wire.post("/v1/identify", json("""
                {'anonymousId':'a1','userId':'jane','traits':{'email':'Jane@Example.com','plan':'free','first_name':'Jane'},
                 'context':{'externalIds':[{'id':'c7','type':'crm','collection':'users','encoding':'none'}]}}""").toString());
        JsonObject identified = tool(
                wire,
                "identify_user",
                "{'user_id':'jane','email':'jane@example.com','traits':{'plan':'pro','age':'old'}}");
        wire.tool("track_event", json("{'event':'Paid','user_id':'jane'}"));
        String id = identified.getString("canonical_id");

        assertThat(identified.getBoolean("identified")).isTrue();
        assertThat(identified.getBoolean("merged")).isFalse();
        for (String by : List.of(
                "'email':'JANE@example.com'",
                "'user_id':'jane'",
                "'anonymous_id':'a1'",
                "'type':'crm','value':'c7'",
                "'canonical_id':'" + id + "'")) {
            JsonObject found = tool(wire, "lookup_user", "{" + by + "}");
            assertThat(found.getBoolean("found")).as(by).isTrue();
            JsonObject user = found.getJsonObject("user");
            assertThat(user.getString("canonical_id")).isEqualTo(id);
            assertThat(user.getString("email")).isEqualTo("jane@example.com");
            assertThat(user.getString("user_id")).isEqualTo("jane");
            assertThat(user.getJsonObject("traits"))
                    .isEqualTo(json("{'age':'old','email':'jane@example.com','firstName':'Jane','plan':'pro'}"));
            assertThat(user.getJsonArray("flagged"))
                    .hasToString("[{\"trait\":\"age\",\"problem\":\"must be a number\"}]");
            assertThat(user.getInt("identity_count")).isEqualTo(4);
            assertThat(user.getString("first_seen")).isEqualTo("2026-01-01T00:00:00.000Z");
            assertThat(user.getString("last_seen")).isGreaterThan("2026-01-01T00:00:00.000Z");
            assertThat(events(found)).containsExactly("Paid", "User Identified", "User Identified", "Pricing Viewed");
            assertThat(found.containsKey("sections")).isFalse();
        }
        assertThat(rest(wire, "/api/v2/users/lookup?email=jane%40example.com")
                        .getJsonObject("user")
                        .getString("canonicalId", id))
                .isEqualTo(id);
    }

    @Test
    void tellsWhoIsWhoOverMcpAndRest(Wire wire) {
        String id = tool(wire, "identify_user", "{'user_id':'u1','anonymous_id':'a1','email':'u1@example.com'}")
                .getString("canonical_id");

        JsonObject resolved = tool(wire, "resolve_identity", "{'anonymous_id':'a1'}");

        assertThat(resolved.getString("canonicalId")).isEqualTo(id);
        assertThat(resolved.getBoolean("merged")).isFalse();
        assertThat(resolved.getJsonArray("identities").getValuesAs(JsonObject.class))
                .extracting(
                        identity -> identity.getString("identity_type") + " " + identity.getString("identity_value"))
                .containsExactlyInAnyOrder("userId u1", "anonymousId a1", "email u1@example.com");
        for (String path : List.of(
                "/api/v2/identities/resolve?userId=u1",
                "/api/v2/identities/lookup?type=email&value=U1%40example.com",
                "/api/v2/identities/" + id)) {
            assertThat(rest(wire, path).getString("canonicalId")).as(path).isEqualTo(id);
        }
        assertThat(wire.get("/api/v2/identities/none", "X-API-Key", wire.key()).status())
                .isEqualTo(400);
    }

    @Test
    void askingForSomebodyUnknownMakesNobody(Wire wire, Space space) {
        wire.tool("track_event", json("{'event':'E','user_id':'somebody'}"));
        List<String> before = identifiers(space);

        assertThat(tool(wire, "resolve_identity", "{'user_id':'ghost'}")).isEqualTo(json("{'found':false}"));
        assertThat(tool(wire, "lookup_user", "{'email':'ghost@example.com'}"))
                .isEqualTo(json("{'found':false,'email':'ghost@example.com'}"));
        assertThat(rest(wire, "/api/v2/identities/00000000-0000-0000-0000-000000000000")
                        .getBoolean("found"))
                .isFalse();
        assertThat(identifiers(space)).isEqualTo(before).hasSize(1);
    }

    @Test
    void groupsAreShownWithTheirTraits(Wire wire) {
        wire.post(
                "/v1/group",
                json("{'userId':'u1','groupId':'acme','traits':{'name':'Acme','employees':12}}")
                        .toString());

        JsonObject user = tool(wire, "lookup_user", "{'user_id':'u1'}").getJsonObject("user");

        assertThat(user.getJsonObject("traits")).isEmpty();
        JsonObject group = user.getJsonArray("groups").getJsonObject(0);
        assertThat(group.getString("group_id")).isEqualTo("acme");
        assertThat(group.getJsonObject("traits")).isEqualTo(json("{'name':'Acme','employees':12}"));
    }

    @Test
    void theAnswerAboutABusyPersonStaysReadable(Wire wire) {
        for (int i = 0; i < 12; i++) {
            String traits = "{"
                    + ("'t" + i + "':'" + "😀\\n\\\"".repeat(1_000) + "','s" + i + "':" + "[".repeat(40)
                                    + "]".repeat(40))
                            .replace('\'', '"')
                    + "}";
            Wire.Answer taken = wire.post("/v1/identify", "{\"userId\":\"u1\",\"traits\":" + traits + "}");
            assertThat(taken.json().getInt("accepted")).as(taken.body()).isEqualTo(1);
        }
        for (int i = 0; i < 60; i++) {
            wire.post("/v1/identify", "{\"userId\":\"u1\",\"anonymousId\":\"" + "\\\"".repeat(240) + i + "\"}");
        }

        JsonObject answer = wire.tool("lookup_user", json("{'user_id':'u1'}"));
        JsonObject user = tool(wire, "lookup_user", "{'user_id':'u1'}").getJsonObject("user");

        assertThat(answer.toString().length()).isBetween(20_000, 80_000);
        assertThat(user.getJsonArray("traits_omitted")).isNotEmpty();
        assertThat(user.getInt("identity_count")).isEqualTo(61);
    }

    @Test
    void aPinnedKeyOfAnotherNamespaceSeesNobody(Wire wire, Space space, CairoServer cairo) {
        String id = tool(wire, "identify_user", "{'user_id':'u1','email':'u1@example.com'}")
                .getString("canonical_id");
        Wire other = new Wire(cairo.url(), Space.in(space.database()).key());
        other.tool("track_event", json("{'event':'E','user_id':'other'}"));

        for (String by : List.of("'user_id':'u1'", "'email':'u1@example.com'", "'canonical_id':'" + id + "'")) {
            assertThat(tool(other, "lookup_user", "{" + by + "}").getBoolean("found"))
                    .as(by)
                    .isFalse();
            assertThat(tool(other, "resolve_identity", "{" + by + "}").getBoolean("found"))
                    .as(by)
                    .isFalse();
        }
        JsonObject refused = other.tool("lookup_user", json("{'user_id':'u1','namespace':'" + space.name() + "'}"));
        assertThat(refused.toString()).contains("insufficient_scope");
        assertThat(tool(other, "unmerge_identity", "{'user_id':'u1'}")).isEqualTo(json("{'found':false}"));
        Wire reader = new Wire(cairo.url(), space.key("rk"));
        assertThat(reader.tool("identify_user", json("{'user_id':'u1'}")).toString())
                .contains("insufficient_scope");
        assertThat(tool(reader, "lookup_user", "{'user_id':'u1'}").getBoolean("found"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lookup_user | {} | user_id: is missing; name the person by",
                "lookup_user | {'email':' '} | email: is empty",
                "resolve_identity | {'type':'crm'} | value: is missing",
                "resolve_identity | {'canonical_id':'x'} | canonical_id: ",
                "identify_user | {'email':'jane@example.com'} | user_id: is missing",
                "identify_user | {'user_id':'u','email':'jane'} | email: must be an email address",
                "identify_user | {'user_id':'u','traits':[]} | traits: ",
                "alias_identity | {'previous_id':'u','user_id':'u'} | previous_id: is the same as user_id",
                "alias_identity | {'previous_id':' ','user_id':'u'} | previous_id",
                "unmerge_identity | {} | change_id: name either",
                "unmerge_identity | {'change_id':1,'user_id':'u'} | change_id: name either",
                "unmerge_identity | {'user_id':'u','email':'u@example.com'} | user_id: one identifier at a time",
                "unmerge_identity | {'change_id':987654321} | no merge has the id 987654321"
            })
    void saysWhatIsWrongWithACall(String tool, String arguments, String sentence, Wire wire) {
        wire.tool("track_event", json("{'event':'E','user_id':'somebody'}"));

        assertThat(wire.tool(tool, json(arguments)).toString()).contains(sentence);
    }

    @Test
    void anIdThatIdentifiesNobodyIsSaidToBeSo(Wire wire) {
        JsonObject identified = tool(wire, "identify_user", "{'user_id':'null'}");

        assertThat(identified.containsKey("canonical_id")).isFalse();
        assertThat(identified.getString("note")).contains("identifies nobody");
        assertThat(tool(wire, "alias_identity", "{'previous_id':'anonymous','user_id':'0'}")
                        .getBoolean("aliased"))
                .isFalse();
    }

    private static List<String> identifiers(Space space) {
        return space.database()
                .column(
                        "SELECT key FROM identifier i JOIN namespace n ON n.id = i.namespace_id WHERE n.name = ? ORDER BY 1",
                        space.name());
    }

    private static List<String> events(JsonObject found) {
        return found.getJsonArray("recent_events").getValuesAs(JsonObject.class).stream()
                .map(event -> event.getString("event_type"))
                .toList();
    }
}
