package io.cairo.destination.connector;

import io.cairo.base.Problem;
import io.cairo.destination.Grant;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Headers;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.destination.kit.Wanted;
import io.cairo.message.Who;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
