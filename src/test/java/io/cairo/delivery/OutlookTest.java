package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.destination.Endpoint;
import io.cairo.destination.connector.Webhook;
import io.cairo.destination.connector.WebhookSettings;
import io.cairo.destination.rule.Filter;
import io.cairo.destination.rule.Rules;
import io.cairo.transformation.Treatment;
import io.cairo.transformation.Treatment.Treated;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What would become of an event, told by the rule that decides. */
class OutlookTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final Pending PAID = TestEvents.sample(
            JsonTree.readObject("{\"type\":\"track\",\"event\":\"Paid\",\"userId\":\"u1\",\"messageId\":\"m1\"}"
                    .getBytes(StandardCharsets.UTF_8)),
            NOW);

    private static Outlook outlook(String types, String rules, Optional<Treatment> treatment) {
        WebhookSettings settings =
                new WebhookSettings(URI.create("https://example.com/"), null, null, null, 1, 1, 9, null);
        Rules read = Rules.read(rules.replace('\'', '"'));
        Endpoint<?> endpoint =
                new Endpoint<>(new Webhook(), settings, new Filter(Set.of(types), read, List.of("webhook")), read);
        return Outlook.of(endpoint, treatment, 1, List.of(PAID), NOW);
    }

    private static String reason(String types, String rules) {
        Outlook outlook = outlook(types, rules, Optional.empty());
        assertThat(outlook.shipments()).isEmpty();
        assertThat(outlook.prospects().get(0).result()).isEqualTo(Prospect.Fate.FILTERED);
        return String.valueOf(outlook.prospects().get(0).reason());
    }

    @Test
    void showsTheRequestOfWhatWouldBeSent() {
        Outlook outlook = outlook("track", "{}", Optional.empty());

        assertThat(outlook.prospects()).containsExactly(new Prospect("m1", Prospect.Fate.SENT, null));
        assertThat(outlook.shipments()).hasSize(1);
    }

    @Test
    void namesTheRuleThatIsAgainstIt() {
        assertThat(reason("identify", "{}")).startsWith("event_types");
        assertThat(reason("track", "{'deny_events':['X','Pa*']}")).isEqualTo("deny_events: Pa*");
        assertThat(reason("track", "{'allow_events':['X']}")).startsWith("allow_events");
        assertThat(reason("track", "{'sample_rate':0}")).startsWith("sample_rate");
        assertThat(reason("track", "{'conditions':[{'path':'userId','op':'equals','value':'u2'}]}"))
                .isEqualTo("conditions[0] does not hold: userId");
    }

    @Test
    void namesTheCodeThatDropsIt() {
        Outlook outlook = outlook("track", "{}", Optional.of(events -> List.of(new Treated(List.of(), null))));

        assertThat(outlook.prospects().get(0).reason()).startsWith("transformation");
    }

    @Test
    void tellsWhatWouldBeGivenUp() {
        Outlook outlook = outlook("track", "{'mapping':[{'op':'set','path':'userId.x','value':1}]}", Optional.empty());

        assertThat(outlook.prospects().get(0).result()).isEqualTo(Prospect.Fate.DEAD);
        assertThat(outlook.prospects().get(0).reason()).startsWith("rules.mapping[0]");
    }
}
