package io.cairo.journey;

import static io.cairo.journey.Asked.json;
import static io.cairo.journey.Asked.rest;
import static io.cairo.journey.Asked.sentence;
import static io.cairo.journey.Asked.tool;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** People are joined and parted. */
@Journey
class JoiningIT {
    @Test
    void anAliasJoinsTwoAndUnmergingPartsThem(Wire wire) {
        tool(wire, "identify_user", "{'user_id':'old','traits':{'city':'Bonn'}}");
        tool(wire, "identify_user", "{'user_id':'new','traits':{'plan':'pro'}}");

        JsonObject aliased = tool(wire, "alias_identity", "{'previous_id':'old','user_id':'new'}");
        assertThat(aliased.getBoolean("aliased")).isTrue();
        assertThat(aliased.getBoolean("merged")).isTrue();
        assertThat(traits(wire, "old")).isEqualTo(json("{'city':'Bonn','plan':'pro'}"));

        JsonObject cycle = rest(wire, "POST", "/api/v2/identities/alias", "{'previousId':'new','userId':'old'}");
        assertThat(cycle.getBoolean("aliased")).isTrue();
        assertThat(cycle.getBoolean("merged")).isFalse();
        assertThat(cycle.getString("canonicalId")).isEqualTo(aliased.getString("canonicalId"));

        JsonObject story = tool(wire, "resolve_identity", "{'user_id':'new','explain':true}");
        assertThat(story.getBoolean("merged")).isTrue();
        JsonObject explanation = story.getJsonObject("explanation");
        assertThat(explanation.getJsonArray("links").toString()).contains("\"alias\":true");
        JsonObject merge = explanation.getJsonArray("changes").getValuesAs(JsonObject.class).stream()
                .filter(change -> change.getString("kind").equals("merge"))
                .findFirst()
                .orElseThrow();

        JsonObject unmerged = tool(wire, "unmerge_identity", "{'change_id':" + merge.getJsonNumber("change_id") + "}");
        assertThat(unmerged.getBoolean("unmerged")).isTrue();
        assertThat(unmerged.getJsonArray("people")).hasSize(2);
        assertThat(traits(wire, "old")).isEqualTo(json("{'city':'Bonn'}"));
        assertThat(traits(wire, "new")).isEqualTo(json("{'plan':'pro'}"));
    }

    @Test
    void anIdentifierIsTakenOutOfAPerson(Wire wire) {
        tool(wire, "identify_user", "{'user_id':'u1','anonymous_id':'shared','traits':{'plan':'pro'}}");

        JsonObject unmerged = rest(wire, "POST", "/api/v2/identities/unmerge", "{'anonymousId':'shared'}");

        assertThat(unmerged.getBoolean("unmerged")).isTrue();
        assertThat(tool(wire, "resolve_identity", "{'anonymous_id':'shared'}").getString("canonicalId"))
                .isNotEqualTo(tool(wire, "resolve_identity", "{'user_id':'u1'}").getString("canonicalId"));
        tool(wire, "identify_user", "{'user_id':'u1','anonymous_id':'shared'}");
        assertThat(tool(wire, "resolve_identity", "{'user_id':'u1'}").getInt("identity_count"))
                .isEqualTo(1);
        assertThat(tool(wire, "unmerge_identity", "{'anonymous_id':'never'}")).isEqualTo(json("{'found':false}"));
    }

    @Test
    void twoUsersWithOneVisitorStayTwo(Wire wire) {
        tool(wire, "identify_user", "{'user_id':'u1','anonymous_id':'kiosk'}");
        tool(wire, "identify_user", "{'user_id':'u2','anonymous_id':'kiosk'}");

        JsonObject second = tool(wire, "resolve_identity", "{'user_id':'u2','explain':true}");

        assertThat(second.getString("canonicalId"))
                .isNotEqualTo(tool(wire, "resolve_identity", "{'user_id':'u1'}").getString("canonicalId"));
        assertThat(second.getJsonObject("explanation").toString()).contains("both_identified");
        assertThat(sentence(wire, "lookup_user", "{'user_id':'u1','email':'x@example.com','anonymous_id':'kiosk'}"))
                .isEmpty();
        assertThat(sentence(wire, "lookup_user", "{'user_id':'u2','anonymous_id':'kiosk'}"))
                .contains("2 different people")
                .contains("alias_identity");
    }

    private static JsonObject traits(Wire wire, String userId) {
        return tool(wire, "lookup_user", "{'user_id':'" + userId + "'}")
                .getJsonObject("user")
                .getJsonObject("traits");
    }
}
