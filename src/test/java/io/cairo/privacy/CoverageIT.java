package io.cairo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.message.PersonalData;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Somebody answers for what every table says about people, or says why it says nothing. */
class CoverageIT {
    private static final Map<String, String> NOTHING_PERSONAL = Map.ofEntries(
            Map.entry("namespace", "names of products and apps"),
            Map.entry("tenant", "names of organisations"),
            Map.entry("api_key", "names of keys, hashes of them"),
            Map.entry("revision", "counters"),
            Map.entry("log_clock", "a number"),
            Map.entry("rate_limit", "ids of keys; lives for minutes"),
            Map.entry("mcp_mail", "answers between nodes about calls under way; lives for minutes"),
            Map.entry("destination", "settings, sealed"),
            Map.entry("tracking_plan", "names and modes"),
            Map.entry("tracking_plan_version", "schemas"),
            Map.entry("suppression", "who is to be left alone is known by keyed hashes only, and must stay so"),
            Map.entry("suppressed_identifier", "keyed hashes, which are what leaves the person alone"),
            Map.entry("erased_identifier", "keyed hashes, which keep the person from coming back"),
            Map.entry("erasure", "keyed hashes, counts and times; identifiers are sealed and go by themselves"),
            Map.entry("audit", "keyed hashes, counts and times: the proof that it was done"),
            Map.entry("flyway_schema_history", "names of migrations"));

    @Test
    void everyTableIsAnsweredForOrHoldsNothingPersonal() {
        Database database = FreshDatabase.over(FreshDatabase.source());
        List<String> tables = database.query("""
                SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'm', 'f')
                AND NOT relispartition""", row -> row.getString(1));
        Set<String> answered = new HashSet<>();
        for (PersonalData bean : EveryData.beans()) {
            assertThat(bean.tables()).noneMatch(answered::contains).noneMatch(NOTHING_PERSONAL::containsKey);
            answered.addAll(bean.tables());
        }

        assertThat(tables)
                .as("a new table needs a PersonalData bean that exports and erases what it says about people, or a line"
                        + " here with the reason why it says nothing")
                .allMatch(table -> answered.contains(table) || NOTHING_PERSONAL.containsKey(table));
        assertThat(tables).containsAll(answered).containsAll(NOTHING_PERSONAL.keySet());
    }
}
