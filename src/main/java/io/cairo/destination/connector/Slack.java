package io.cairo.destination.connector;

import io.cairo.base.JsonTree;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Alert;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Posts one message for each event to a Slack channel. Slack takes about one a second and knows no idempotency key: a message
 * whose answer is lost is posted twice. What users typed cannot mention anybody.
 *
 * @see <a href="https://api.slack.com/messaging/webhooks">Incoming webhooks</a>
 */
@ApplicationScoped
public class Slack extends Vendor<Slack.Settings> {
    private static final Route HOOK = Route.post("");
    private static final Set<String> GONE = Set.of(
            "no_service",
            "no_service_id",
            "no_active_hooks",
            "no_team",
            "team_disabled",
            "invalid_token",
            "channel_not_found",
            "channel_is_archived",
            "action_prohibited",
            "posting_to_general_channel_denied");

    /** Where to post and what. */
    public record Settings(
            @Doc("Incoming webhook: https://hooks.slack.com/services/...") @Secret
            URI webhookUrl,

            @Doc("Channel; only older webhooks heed it") @Nullable
            String channel,

            @Doc("Name to post as; only older webhooks heed it") @Nullable
            String username,

            @Doc("Emoji to post with, such as :bell:; only older webhooks heed it") @Nullable
            String iconEmoji,

            @Doc(
                    "Which events to post, by name; with identify, page, screen, group or alias also those. All tracks if left out")
            @Nullable
            List<String> alertEvents,

            @Doc("Purchases and payments below this amount are not posted") @Nullable
            Double paymentThreshold) {

        public Settings {
            Checks.hook("webhook_url", webhookUrl, List.of("hooks.slack.com", "hooks.slack-gov.com"), "/");
        }

        @Override
        public String toString() {
            return "slack";
        }
    }

    public Slack() {
        super("slack", "Slack", Settings.class, "https://api.slack.com/messaging/webhooks");
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
        return Rate.ofRequests(1);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return Alert.wanted(event, settings.alertEvents(), settings.paymentThreshold())
                ? Fit.to(HOOK, message(Alert.of(event), settings))
                : Fit.filtered();
    }

    private static JsonObject message(Alert alert, Settings settings) {
        String text = "*" + escaped(alert.title()) + "* by " + escaped(alert.person());
        JsonObject section =
                new Fields().put("type", "section").put("text", markdown(text)).json();
        JsonArrayBuilder blocks = JsonTree.JSON.createArrayBuilder().add(section);
        if (!alert.details().isEmpty()) {
            JsonArrayBuilder fields = JsonTree.JSON.createArrayBuilder();
            alert.details()
                    .forEach((name, value) -> fields.add(markdown("*" + escaped(name) + "*\n" + escaped(value))
                            .json()));
            blocks.add(new Fields()
                    .put("type", "section")
                    .put("fields", fields.build())
                    .json());
        }
        return new Fields()
                .put("text", escaped(alert.title()) + " by " + escaped(alert.person()))
                .put("channel", settings.channel())
                .put("username", settings.username())
                .put("icon_emoji", settings.iconEmoji())
                .put("blocks", blocks.build())
                .json();
    }

    private static Fields markdown(String text) {
        return new Fields().put("type", "mrkdwn").put("text", text);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        String said = answer.body().strip();
        if (answer.isSuccess()) {
            return Statuses.all(shipment, said.equals("ok") ? Outcome.ok() : Statuses.unreadable(answer, now));
        }
        if (GONE.contains(said)) {
            return Statuses.all(shipment, Outcome.auth(answer.summary() + ": make a new webhook in Slack"));
        }
        return Statuses.read(shipment, answer, now);
    }
}
