package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Flat;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of Salesforce's own objects, each as long as Salesforce takes it. */
final class SalesforceRecords {
    private SalesforceRecords() {}

    /** A contact; with its company, which Salesforce insists on, a lead. */
    static Fields person(Incoming event, String userId, boolean lead, @Nullable JsonObject more) {
        JsonObject traits = event.traits();
        String last = first(traits, "lastName", "last_name", "name");
        Fields record = new Fields()
                .put("FirstName", cut(first(traits, "firstName", "first_name"), 40))
                .put("LastName", cut(last == null ? userId : last, 80))
                .put("Email", cut(event.email(), 80))
                .put("Phone", cut(Paths.text(traits, "phone"), 40))
                .put("Title", cut(first(traits, "title", "position"), 128));
        if (lead) {
            record.put("Company", cut(company(traits), 255));
        }
        add(record, traits, more == null ? JsonValue.EMPTY_JSON_OBJECT : more);
        return record;
    }

    private static String company(JsonObject traits) {
        String named = Paths.text(traits, "company", "name");
        String company = named == null ? Paths.text(traits, "company") : named;
        return company == null ? "[not provided]" : company;
    }

    private static void add(Fields record, JsonObject traits, JsonObject more) {
        Map<String, JsonValue> flat = Flat.of(traits, ".");
        more.forEach((trait, field) -> {
            JsonValue value = flat.get(trait);
            if (value != null && field instanceof JsonString name) {
                record.put(name.getString(), value);
            }
        });
    }

    static Fields account(Incoming event, String groupId) {
        JsonObject traits = event.traits();
        return new Fields()
                .put("Name", cut(Objects.requireNonNullElse(Paths.text(traits, "name"), groupId), 255))
                .put("Website", cut(Paths.text(traits, "website"), 255))
                .put("Phone", cut(Paths.text(traits, "phone"), 40))
                .put("Industry", cut(Paths.text(traits, "industry"), 40));
    }

    static Fields task(Incoming event, Instant at) {
        String properties = new String(JsonText.bytes(event.properties()), StandardCharsets.UTF_8);
        return new Fields()
                .put("Subject", cut(event.name(), 255))
                .put("Status", "Completed")
                .put("ActivityDate", at.atZone(ZoneOffset.UTC).toLocalDate().toString())
                .put("Description", cut(event.anyId() + "\n" + properties, 30_000));
    }

    private static @Nullable String first(JsonObject from, String... names) {
        for (String name : names) {
            String text = Paths.text(from, name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable String cut(@Nullable String text, int most) {
        if (text == null || text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
