package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.destination.Connector;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of events that are too old or too new for a vendor, or lack what it needs. */
class LateEventsTest {
    private static Sample<?> sample(Class<? extends Connector<?>> type) {
        return Sample.all()
                .filter(sample -> type.isInstance(sample.connector()))
                .findFirst()
                .orElseThrow();
    }

    private static Parcel at(String timestamp) {
        return with(Json.createObjectBuilder().add("timestamp", timestamp).build());
    }

    private static Parcel with(JsonObject changes) {
        JsonObject event = JsonTree.readObject(Sample.event("track", "m-late").payload());
        var changed = Json.createObjectBuilder(event);
        changes.forEach(changed::add);
        return Sample.parcel("m-late", changed.build());
    }

    private static JsonObject sent(Sample<?> sample, Parcel parcel) {
        return Sample.shown(sample.requests(List.of(parcel)).get(0)).asJsonObject();
    }

    private static <S extends Record> List<Shipment> with(
            Sample<S> sample, String setting, String value, Parcel parcel) {
        JsonObject changes = Json.createObjectBuilder().add(setting, value).build();
        return sample.connector().requests(List.of(parcel), sample.settings(sample.changed(changes)), Sample.ATTEMPT);
    }

    @Test
    void googleGetsNothingOlderThanThreeDaysUnlessItIsDatedAnew() {
        Sample<?> ga4 = sample(Ga4.class);
        Parcel late = at("2026-01-28T11:00:00.000Z");

        assertThat(ga4.requests(List.of(late))).isEmpty();
        assertThat(ga4.refusal(late))
                .hasValueSatisfying(reason -> assertThat(reason).contains("72 hours"));
        assertThat(Sample.shown(with(ga4, "late_events", "now", late).get(0)).toString())
                .contains("purchase")
                .doesNotContain("timestamp_micros");
    }

    @Test
    void mixpanelGetsAFutureEventAsOfNowAndNoneBefore1971() {
        Sample<?> mixpanel = sample(Mixpanel.class);

        assertThat(sent(mixpanel, at("2026-01-31T14:00:00.000Z")).toString()).contains("\"time\":1769860800000");
        assertThat(mixpanel.refusal(at("1970-06-01T00:00:00.000Z"))).isPresent();
    }

    @Test
    void logsKeepTheirTimeBesideTheTimeThatTheVendorTakes() {
        Parcel late = at("2026-01-30T11:00:00.000Z");

        assertThat(sent(sample(Datadog.class), late).toString())
                .contains("\"timestamp\":1769860800000", "\"occurred_at\":\"2026-01-30T11:00:00.000Z\"");
        assertThat(sent(sample(Newrelic.class), late).toString())
                .contains("\"occurredAt\":\"2026-01-30T11:00:00.000Z\"")
                .doesNotContain("\"timestamp\"");
    }

    @Test
    void posthogGetsAFutureEventAsOfNow() {
        assertThat(sent(sample(Posthog.class), at("2026-02-02T00:00:00.000Z")).toString())
                .contains("\"timestamp\":\"2026-01-31T12:00:00.000Z\"");
    }

    @Test
    void kafkaGetsAFutureEventAsOfNow() {
        assertThat(sent(sample(Kafka.class), at("2026-02-02T00:00:00.000Z")).toString())
                .contains("\"timestamp\":1769860800000", "\"timestamp\":\"2026-02-02T00:00:00.000Z\"");
    }

    @Test
    void objectsLieByTheHourInWhichEventsCame() {
        Parcel earlier = with(Json.createObjectBuilder()
                .add("timestamp", "2020-01-01T00:00:00.000Z")
                .add("receivedAt", "2026-01-31T23:59:59.999Z")
                .build());
        List<Parcel> hours = List.of(Sample.event("track", "m-1"), earlier, Sample.event("page", "m-2"));

        assertThat(sample(S3.class).requests(hours))
                .extracting(shipment -> shipment.call().uri().getPath().substring(0, 32))
                .containsExactly(
                        "/raw/events/dt=2026-01-31/hr=11/",
                        "/raw/events/dt=2026-01-31/hr=23/",
                        "/raw/events/dt=2026-01-31/hr=11/");
    }

    @Test
    void refusesWithAReasonWhatAVendorWouldLoseInSilence() {
        Parcel nobody = with(Json.createObjectBuilder()
                .addNull("userId")
                .addNull("anonymousId")
                .build());
        Parcel forbidden = with(Json.createObjectBuilder()
                .add("userId", "undefined")
                .add("anonymousId", "null")
                .add("context", JsonValue.EMPTY_JSON_OBJECT)
                .build());

        assertThat(sample(Segment.class).refusal(nobody)).isPresent();
        assertThat(sample(Posthog.class).refusal(nobody)).isPresent();
        assertThat(sample(Ga4.class).refusal(nobody)).isPresent();
        assertThat(sample(Amplitude.class).refusal(forbidden)).isPresent();
    }

    @Test
    void anEventThatCameFromCairoDoesNotGoBack() {
        JsonObject mark = Json.createObjectBuilder()
                .add("integration", Json.createObjectBuilder().add("name", "cairo"))
                .build();
        Parcel event = with(Json.createObjectBuilder().add("context", mark).build());

        assertThat(sample(Segment.class).requests(List.of(event))).isEmpty();
        assertThat(sample(Rudderstack.class).requests(List.of(event))).isEmpty();
        assertThat(sample(Rudderstack.class).refusal(event)).isEmpty();
    }

    @Test
    void alertsCannotMentionAnybody() {
        JsonObject shouting = Json.createObjectBuilder()
                .add("event", "<!channel> & @everyone")
                .build();
        JsonObject config = Json.createObjectBuilder()
                .add("alert_events", JsonValue.EMPTY_JSON_ARRAY)
                .build();

        assertThat(sent(changed(sample(Slack.class), config), with(shouting)).toString())
                .contains("&lt;!channel&gt; &amp; @everyone")
                .doesNotContain("<!channel>");
        assertThat(sent(changed(sample(Discord.class), config), with(shouting)).toString())
                .contains("\"allowed_mentions\":{\"parse\":[]}");
    }

    private static <S extends Record> Sample<S> changed(Sample<S> sample, JsonObject changes) {
        JsonObject file = Json.createObjectBuilder(sample.file())
                .add("config", sample.changed(changes))
                .build();
        return new Sample<>(sample.connector(), file);
    }

    @Test
    void smallPurchasesAreNoNews() {
        JsonObject config = Json.createObjectBuilder()
                .add("alert_events", JsonValue.EMPTY_JSON_ARRAY)
                .add("payment_threshold", 100)
                .build();
        Sample<?> slack = changed(sample(Slack.class), config);
        JsonObject purchase =
                Json.createObjectBuilder().add("event", "Purchase made").build();

        assertThat(slack.requests(List.of(with(purchase)))).isEmpty();
        assertThat(slack.requests(List.of(Sample.event("track", "m")))).hasSize(1);
    }
}
