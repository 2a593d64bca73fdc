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
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Headers;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
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

/**
 * Upserts known people as leads or contacts and groups as accounts, and tracks that are named so as tasks, by external ids: a
 * record that is sent again is the same one. The fields for these ids must be there, as external ids. It has no use for pages,
 * screens, aliases and people without a user id. A success may hide records that were not taken.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_upsert.htm">Upsert
 *     multiple records</a>
 */
@ApplicationScoped
public class Salesforce extends Vendor<Salesforce.Settings> {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration OVER_QUOTA = Duration.ofMinutes(15);
    private static final String FIELD = "[A-Za-z][A-Za-z0-9_]{0,79}";
    private static final Set<String> LATER = Set.of(
            "UNABLE_TO_LOCK_ROW",
            "SERVER_UNAVAILABLE",
            "QUERY_TIMEOUT",
            "UNKNOWN_EXCEPTION",
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY");
    private static final Set<String> BAD_SETTINGS =
            Set.of("INVALID_SESSION_ID", "INSUFFICIENT_ACCESS", "INVALID_TYPE", "NOT_FOUND", "API_DISABLED_FOR_ORG");

    /** How to reach an organisation. */
    public record Settings(
            @Doc("Address of the organisation, https://name.my.salesforce.com")
            URI instanceUrl,

            @Doc("Consumer key of a connected app with the client credentials flow") @Nullable
            String clientId,

            @Doc("Consumer secret of that app") @Secret @Nullable
            String clientSecret,

            @Doc("Access token, instead of a connected app; it ends within hours") @Secret @Nullable
            String accessToken,

            @Doc(value = "Version of the API; v60.0 if left out", example = "v60.0") @Nullable
            String apiVersion,

            @Doc(
                    value = "What people are; Lead if left out",
                    allowed = {"Lead", "Contact"})
            @Nullable
            String personObject,

            @Doc("External id field for user ids; Cairo_User_Id__c if left out") @Nullable
            String userIdField,

            @Doc("External id field for group ids; Cairo_Group_Id__c if left out") @Nullable
            String groupIdField,

            @Doc("External id field of tasks for message ids; Cairo_Message_Id__c if left out") @Nullable
            String messageIdField,

            @Doc("More fields of people: trait to field") @Nullable
            JsonObject personFields,

            @Doc("Which tracks become tasks; a name may end with *. None if left out") @Nullable
            List<String> taskEvents) {

        public Settings {
            Checks.base("instance_url", instanceUrl);
            Checks.credential("client_id", clientId);
            Checks.credential("client_secret", clientSecret);
            Checks.credential("access_token", accessToken);
            Checks.together("client_id", clientId, "client_secret", clientSecret);
            if ((clientId == null) == (accessToken == null)) {
                throw Problem.invalid("access_token", "send either client_id and client_secret, or access_token");
            }
            Checks.matches("api_version", apiVersion, "v[4-9]\\d\\.0", "v46.0 to v99.0");
            Checks.matches("user_id_field", userIdField, FIELD, "a field's API name");
            Checks.matches("group_id_field", groupIdField, FIELD, "a field's API name");
            Checks.matches("message_id_field", messageIdField, FIELD, "a field's API name");
            Checks.names("person_fields", personFields);
        }

        String version() {
            return "/services/data/" + Objects.requireNonNullElse(apiVersion, "v60.0");
        }

        String person() {
            return Objects.requireNonNullElse(personObject, "Lead");
        }

        String user() {
            return Objects.requireNonNullElse(userIdField, "Cairo_User_Id__c");
        }

        @Override
        public String toString() {
            return "salesforce";
        }
    }

    public Salesforce() {
        super(
                "salesforce",
                "Salesforce",
                Settings.class,
                "https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_upsert.htm");
    }

    @Override
    protected URI base(Settings settings) {
        return settings.instanceUrl();
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return settings.accessToken() == null ? Map.of() : Headers.bearer(settings.accessToken());
    }

    @Override
    protected @Nullable Grant grant(Settings settings) {
        String id = settings.clientId();
        String secret = settings.clientSecret();
        if (id == null || secret == null) {
            return null;
        }
        String form =
                "grant_type=client_credentials&client_id=" + Ids.encoded(id) + "&client_secret=" + Ids.encoded(secret);
        URI tokens = URI.create(settings.instanceUrl().toString().replaceAll("/$", "") + "/services/oauth2/token");
        HttpCall call = new HttpCall(
                "POST",
                tokens,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                Bodies.utf8(form),
                TIMEOUT);
        return new Grant("salesforce " + Ids.hash(tokens + form), now -> call);
    }

    /** Of 200 that may be sent: an answer about more could be cut off. */
    @Override
    protected Bound bound() {
        return new Bound(150, 4_000_000, 1_000_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return new SalesforceEvent(event, settings, attempt).fit();
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        return Bodies.around("{\"allOrNone\":false,\"records\":[", items, ",", "]}");
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        List<JsonObject> results = Paths.objects(Replies.array(answer));
        if (!answer.isSuccess()) {
            return Statuses.all(shipment, failed(shipment, results, answer, now));
        }
        if (results.size() != shipment.parcels().size()) {
            return Statuses.all(shipment, Statuses.unreadable(answer, now));
        }
        List<Outcome> outcomes = new ArrayList<>();
        results.forEach(result -> outcomes.add(record(result)));
        return outcomes;
    }

    private static Outcome record(JsonObject result) {
        if (Paths.isTrue(result, "success")) {
            return Outcome.ok();
        }
        List<JsonObject> errors = Paths.objects(result, "errors");
        String code = errors.isEmpty() ? null : Paths.text(errors.get(0), "statusCode");
        String said = Replies.brief(code == null ? "no reason given" : code);
        return code == null || LATER.contains(code) ? Outcome.retry(said, null) : Outcome.rejected(said);
    }

    private static Outcome failed(Shipment shipment, List<JsonObject> errors, HttpAnswer answer, Instant now) {
        String code = errors.isEmpty() ? "" : String.valueOf(Paths.text(errors.get(0), "errorCode"));
        if (code.equals("REQUEST_LIMIT_EXCEEDED")) {
            return Outcome.retry("HTTP " + answer.status() + ": over the limit of requests a day", OVER_QUOTA);
        }
        if (LATER.contains(code)) {
            return Statuses.later(answer, now);
        }
        return BAD_SETTINGS.contains(code)
                ? Outcome.auth(answer.summary() + ": check the objects, the external id fields and the app's rights")
                : Statuses.one(shipment.parcels().size(), answer, now);
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get(settings.version() + "/sobjects/" + settings.person() + "/describe", settings));
    }

    @Override
    public Optional<HttpCall> deletion(Who who, Settings settings) {
        if (who.userId() == null) {
            return Optional.empty();
        }
        String path = settings.version() + "/sobjects/" + settings.person() + "/" + settings.user() + "/"
                + Ids.encoded(SalesforceEvent.id(who.userId()));
        return Optional.of(call(Route.of("DELETE", path), new byte[0], settings));
    }
}
