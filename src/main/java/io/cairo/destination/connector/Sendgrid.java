package io.cairo.destination.connector;

import io.cairo.base.JsonTree;
import io.cairo.destination.HttpCall;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Flat;
import io.cairo.destination.kit.Headers;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.PersonName;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps contacts in SendGrid, many in a request, and mails templates to who did something. SendGrid takes contacts into a
 * queue: 202 is all that it says. There is no idempotency key: a mail whose answer is lost is sent twice. Only people with an
 * email count; pages, screens, groups and aliases have no counterpart.
 *
 * @see <a href="https://www.twilio.com/docs/sendgrid/api-reference/contacts/add-or-update-a-contact">Contacts</a>
 */
@ApplicationScoped
public class Sendgrid extends Vendor<Sendgrid.Settings> {
    private static final Route CONTACTS = Route.of("PUT", "/v3/marketing/contacts");
    private static final Route MAIL = Route.post("/v3/mail/send");

    /** How to reach an account, and what to send. */
    public record Settings(
            @Doc("API key: SG. ...") @Secret String apiKey,

            @Doc(
                    value = "Where mails are sent from; global if left out",
                    allowed = {"global", "eu"})
            @Nullable
            String region,

            @Doc("Ids of the lists that contacts join") @Nullable
            List<String> listIds,

            @Doc("Traits by name and the ids of the custom fields that take them") @Nullable
            JsonObject customFields,

            @Doc("Sender of mails; needed with templates") @Nullable
            String fromEmail,

            @Doc("Events by name and the dynamic template, d-..., that is mailed to who did it") @Nullable
            JsonObject templates,

            @Doc("true to have mails checked and not sent") @Nullable
            Boolean sandboxMode,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.credential("api_key", apiKey);
            Checks.names("custom_fields", customFields);
            Checks.names("templates", templates);
            Checks.matches("from_email", fromEmail, "[^\\s@<>]+@[^\\s@<>]+\\.[^\\s@<>]+", "an email address");
            Checks.base("base_url", baseUrl);
            if (templates != null) {
                Checks.needed("from_email", fromEmail, "templates need a sender");
            }
        }

        @Override
        public String toString() {
            return "sendgrid";
        }
    }

    public Sendgrid() {
        super(
                "sendgrid",
                "SendGrid",
                Settings.class,
                "https://www.twilio.com/docs/sendgrid/api-reference/contacts/add-or-update-a-contact");
    }

    @Override
    protected URI base(Settings settings) {
        return Objects.requireNonNullElse(settings.baseUrl(), URI.create("https://api.sendgrid.com"));
    }

    /** The European host sends mails and knows no contacts. */
    @Override
    protected URI base(Route route, Settings settings) {
        boolean european = route.equals(MAIL) && "eu".equals(settings.region()) && settings.baseUrl() == null;
        return european ? URI.create("https://api.eu.sendgrid.com") : base(settings);
    }

    @Override
    public List<URI> targets(Settings settings) {
        return List.of(base(settings), base(MAIL, settings));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Headers.bearer(settings.apiKey());
    }

    @Override
    protected Bound bound() {
        return new Bound(1000, 4_000_000, 200_000);
    }

    @Override
    protected Bound bound(Route route) {
        return route.equals(MAIL) ? new Bound(1, 200_000, 200_000) : bound();
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        String email = event.email();
        if (email == null) {
            return Fit.filtered();
        }
        if (event.is("identify")) {
            String address = email.toLowerCase(Locale.ROOT);
            return Fit.to(CONTACTS, contact(event, address, settings)).once(address);
        }
        String template = settings.templates() == null || event.name() == null || !event.is("track")
                ? null
                : Paths.text(settings.templates(), event.name());
        return template == null ? Fit.filtered() : Fit.to(MAIL, mail(event, email, template, settings));
    }

    private static JsonObject contact(Incoming event, String email, Settings settings) {
        JsonObject traits = event.traits();
        return new Fields()
                .put("email", email)
                .put("first_name", PersonName.first(traits))
                .put("last_name", PersonName.last(traits))
                .put("phone_number", Paths.text(traits, "phone"))
                .put("address_line_1", Paths.text(traits, "address", "street"))
                .put("city", Paths.text(traits, "address", "city"))
                .put("state_province_region", Paths.text(traits, "address", "state"))
                .put("postal_code", Paths.text(traits, "address", "postalCode"))
                .put("country", Paths.text(traits, "address", "country"))
                .put("custom_fields", custom(traits, settings))
                .json();
    }

    private static Fields custom(JsonObject traits, Settings settings) {
        Fields custom = new Fields();
        if (settings.customFields() != null) {
            Flat.of(traits, ".").forEach((name, value) -> {
                boolean plain = !(value instanceof JsonArray);
                if (plain && settings.customFields().get(name) instanceof JsonString id) {
                    custom.put(id.getString(), value);
                }
            });
        }
        return custom;
    }

    private static JsonObject mail(Incoming event, String email, String template, Settings settings) {
        JsonObject to = new Fields()
                .put("to", array(new Fields().put("email", email)))
                .put("dynamic_template_data", event.properties())
                .put("custom_args", new Fields().put("message_id", event.messageId()))
                .json();
        Fields mail = new Fields()
                .put(
                        "personalizations",
                        JsonTree.JSON.createArrayBuilder().add(to).build())
                .put("from", new Fields().put("email", settings.fromEmail()))
                .put("template_id", template);
        if (Boolean.TRUE.equals(settings.sandboxMode())) {
            mail.put("mail_settings", new Fields().put("sandbox_mode", new Fields().put("enable", true)));
        }
        return mail.json();
    }

    private static JsonArray array(Fields element) {
        return JsonTree.JSON.createArrayBuilder().add(element.json()).build();
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        if (route.equals(MAIL)) {
            return items.get(0);
        }
        JsonArrayBuilder lists = JsonTree.JSON.createArrayBuilder();
        Objects.requireNonNullElse(settings.listIds(), List.<String>of()).forEach(lists::add);
        return Bodies.around("{\"list_ids\":" + lists.build() + ",\"contacts\":[", items, ",", "]}");
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get("/v3/scopes", settings));
    }
}
