package io.cairo.destination.connector;

import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Wanted;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What an event becomes at Salesforce: the upsert of a lead or contact, an account, or a task. */
record SalesforceEvent(Incoming event, Salesforce.Settings settings, Instant attempt) {
    private static final int LONGEST_ID = 200;

    /** Its part of a request, or why there is none. */
    Fit fit() {
        return switch (event.type()) {
            case "identify" -> person();
            case "group" -> account();
            case "track" ->
                Wanted.is(event.name(), Objects.requireNonNullElse(settings.taskEvents(), List.of()))
                        ? task()
                        : Fit.filtered();
            default -> Fit.filtered();
        };
    }

    private Fit upsert(String object, String idField, String id, Fields record) {
        JsonObject sent = new Fields()
                .put("attributes", new Fields().put("type", object))
                .put(idField, id)
                .all(record.json())
                .json();
        String path = settings.version() + "/composite/sobjects/" + object + "/" + idField;
        return Fit.to(Route.of("PATCH", path), sent).once(id);
    }

    /** What a record is known by there. */
    static String id(String id) {
        return Ids.within(LONGEST_ID, id);
    }

    private Fit person() {
        String userId = event.userId();
        if (userId == null) {
            return Fit.filtered();
        }
        boolean lead = settings.person().equals("Lead");
        Fields record = SalesforceRecords.person(event, userId, lead, settings.personFields());
        return upsert(settings.person(), settings.user(), id(userId), record);
    }

    private Fit account() {
        String groupId = event.groupId();
        if (groupId == null) {
            return Fit.refused("has no group id");
        }
        String field = Objects.requireNonNullElse(settings.groupIdField(), "Cairo_Group_Id__c");
        return upsert("Account", field, id(groupId), SalesforceRecords.account(event, groupId));
    }

    private Fit task() {
        String field = Objects.requireNonNullElse(settings.messageIdField(), "Cairo_Message_Id__c");
        Fields record = SalesforceRecords.task(event, event.at(attempt));
        return upsert("Task", field, id(event.messageId()), record);
    }
}
