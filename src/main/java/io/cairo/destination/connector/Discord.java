package io.cairo.destination.connector;

import io.cairo.base.JsonTree;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.RetryAfter;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Alert;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Posts one message with an embed for each event to a Discord channel, and waits until Discord says that it is saved. There is
 * no idempotency key: a message whose answer is lost is posted twice. What users typed cannot mention anybody.
 *
 * @see <a href="https://discord.com/developers/docs/resources/webhook#execute-webhook">Execute Webhook</a>
 */
@ApplicationScoped
public class Discord extends Vendor<Discord.Settings> {

    /** Where to post and what. */
    public record Settings(
            @Doc("Webhook: https://discord.com/api/webhooks/...") @Secret
            URI webhookUrl,

            @Doc(value = "Name to post as", min = 1, max = 80) @Nullable
            String username,

            @Doc("Picture to post with") @Nullable URI avatarUrl,

            @Doc("Number of the thread to post in") @Nullable
            String threadId,

            @Doc(
                    "Which events to post, by name; with identify, page, screen, group or alias also those. All tracks if left out")
            @Nullable
            List<String> alertEvents,

            @Doc("Purchases and payments below this amount are not posted") @Nullable
            Double paymentThreshold) {

        public Settings {
            Checks.hook("webhook_url", webhookUrl, List.of("discord.com", "discordapp.com"), "/api/");
            Checks.matches("thread_id", threadId, "[0-9]{1,20}", "digits");
        }

        @Override
        public String toString() {
            return "discord";
        }
    }

    public Discord() {
        super(
                "discord",
                "Discord",
                Settings.class,
                "https://discord.com/developers/docs/resources/webhook#execute-webhook");
    }

    @Override
    protected URI base(Settings settings) {
        return settings.webhookUrl();
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Map.of();
    }

    @Override
    protected Bound bound() {
        return new Bound(1, 40_000, 40_000);
    }

    @Override
    protected Rate rate() {
        return Rate.ofRequests(2);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        String thread = settings.threadId() == null ? "" : "&thread_id=" + settings.threadId();
        return Alert.wanted(event, settings.alertEvents(), settings.paymentThreshold())
                ? Fit.to(Route.post("?wait=true" + thread), message(event, settings, attempt))
                : Fit.filtered();
    }

    private static JsonObject message(Incoming event, Settings settings, Instant attempt) {
        Alert alert = Alert.of(event);
        JsonArrayBuilder fields = JsonTree.JSON.createArrayBuilder();
        alert.details()
                .forEach((name, value) -> fields.add(new Fields()
                        .put("name", name.isBlank() ? "-" : name)
                        .put("value", value.isBlank() ? "-" : value)
                        .put("inline", true)
                        .json()));
        JsonObject embed = new Fields()
                .put("title", alert.title())
                .put("description", "by " + alert.person())
                .put("fields", fields.build())
                .put("timestamp", event.at(attempt).toString())
                .json();
        URI avatar = settings.avatarUrl();
        return new Fields()
                .put("username", settings.username())
                .put("avatar_url", avatar == null ? null : avatar.toString())
                .put("embeds", JsonTree.JSON.createArrayBuilder().add(embed).build())
                .put("allowed_mentions", new Fields().keep("parse", JsonValue.EMPTY_JSON_ARRAY))
                .json();
    }

    /** The wait is in the body, with a fraction; the header is rounded. */
    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        String after = Paths.text(Replies.object(answer), "retry_after");
        if (answer.status() != 429 || after == null) {
            return Statuses.read(shipment, answer, now);
        }
        Optional<Duration> wait = RetryAfter.read(after, now).or(() -> answer.retryAfter(now));
        return Statuses.all(shipment, Outcome.retry(answer.summary(), wait.orElse(null)));
    }

    /** Reads the webhook itself. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get("", settings));
    }
}
