package io.cairo.destination.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Segment's table of what the consent object and the integrations object mean together, row by row. */
class PermissionTest {
    private static final Map<String, List<String>> NONE_MAPPED =
            Map.of("facebook", List.of(), "google-ads", List.of(), "amplitude", List.of());
    private static final Map<String, List<String>> AD_ONLY =
            Map.of("facebook", List.of("ad"), "google-ads", List.of("ad"), "amplitude", List.of());
    private static final Map<String, List<String>> APART =
            Map.of("facebook", List.of("ad"), "google-ads", List.of("ad"), "amplitude", List.of("analytics"));
    private static final Map<String, List<String>> SHARED = Map.of(
            "facebook", List.of("ad", "analytics"),
            "google-ads", List.of("ad"),
            "amplitude", List.of("analytics"));

    private static JsonObject json(String text) {
        return JsonTree.readObject(bytes(text));
    }

    private static String allowed(Map<String, List<String>> mapped, String event) {
        return mapped.entrySet().stream()
                .filter(entry -> new Permission(List.of(entry.getKey()), entry.getValue())
                        .refusal(json(event))
                        .isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static Map<String, List<String>> mapping(String name) {
        return switch (name) {
            case "none" -> NONE_MAPPED;
            case "ad" -> AD_ONLY;
            case "apart" -> APART;
            default -> SHARED;
        };
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            apart  | {}                                                                                              | amplitude facebook google-ads
            apart  | {'context':{'consent':{}},'integrations':{}}                                                    | amplitude facebook google-ads
            ad     | {'context':{'consent':{'categoryPreferences':{}}}}                                              | amplitude
            apart  | {'integrations':{'facebook':true,'amplitude':false}}                                            | facebook google-ads
            none   | {'context':{'consent':{}},'integrations':{'facebook':true,'amplitude':false}}                   | facebook google-ads
            apart  | {'context':{'consent':{}},'integrations':{'facebook':true,'amplitude':false}}                   | ``
            apart  | {'context':{'consent':{'categoryPreferences':{}}},'integrations':{'facebook':true}}             | ``
            none   | {'context':{'consent':{'categoryPreferences':{'ad':true,'analytics':false}}}}                   | amplitude facebook google-ads
            apart  | {'context':{'consent':{'categoryPreferences':{'ad':true,'analytics':false}}}}                   | facebook google-ads
            apart  | {'context':{'consent':{'categoryPreferences':{'ad':true,'analytics':false}}},'integrations':{'facebook':true,'amplitude':false}}  | facebook google-ads
            apart  | {'context':{'consent':{'categoryPreferences':{'ad':true,'analytics':false}}},'integrations':{'facebook':false,'amplitude':false}} | google-ads
            shared | {'context':{'consent':{'categoryPreferences':{'ad':true,'analytics':false}}},'integrations':{'facebook':true,'amplitude':false}}  | google-ads
            shared | {'context':{'consent':{'categoryPreferences':{'ad':true,'analytics':true}}},'integrations':{'facebook':true,'amplitude':false}}   | facebook google-ads
            shared | {'context':{'consent':{'categoryPreferences':{'ad':false,'analytics':true}}},'integrations':{'facebook':true,'amplitude':false}}  | ``
            ad     | {'context':{'consent':{'categoryPreferences':{'other':true}}}}                                  | amplitude
            """)
    void letsThroughWhatBothObjectsAllow(String mapping, String event, String destinations) {
        assertThat(allowed(mapping(mapping), event)).isEqualTo(destinations == null ? "" : destinations);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {'integrations':{'All':false}}                              | false
            {'integrations':{'All':false,'Slack':true}}                 | true
            {'integrations':{'All':false,'Slack':{'channel':'#a'}}}     | true
            {'integrations':{'Slack':false}}                            | false
            {'integrations':{'slack':false}}                            | false
            {'integrations':{'SLACK':false}}                            | true
            {'integrations':{'our alerts':true,'Slack':false}}          | true
            {'integrations':{'Segment.io':true}}                        | true
            {'integrations':{'All':true,'Slack':null}}                  | true
            {'integrations':'nonsense'}                                 | true
            {'integrations':{'Slack':'false'}}                          | true
            """)
    void knowsADestinationByItsNameItsTypeAndItsTitle(String event, boolean allowed) {
        Permission permission = new Permission(List.of("our alerts", "slack", "Slack"), List.of());

        assertThat(permission.refusal(json(event)).isEmpty()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {'event':'E','integration':1}                             | false
            {'event':'E','integrations':{}}                           | false
            {'integrations':{},'properties':{'integrations':{}}}      | false
            {'integrations':{'Slack':false}}                          | true
            {'integrations': {}}                                      | true
            {'integrations' :{}}                                      | true
            {'integrations':{ }}                                      | true
            {'integrations':{},'integrations':{'Slack':false}}        | true
            {'properties':{'integrations':{}},'integrations':{'S':1}} | true
            {'properties':{'name':'integrations'}}                    | true
            {'text':'\\'integrations\\':{\\'Slack\\':false}'}           | false
            {'\\u0069ntegrations':{'Slack':false}}                    | true
            {'context':{'consent':1}}                                 | true
            {'integrations':{},'context':{'consent':{}}}              | true
            {'integrations'                                           | true
            {'integrations':{                                         | true
            """)
    void needNotReadWhatCertainlySaysNothing(String event, boolean mayBeSaid) {
        Permission permission = new Permission(List.of("slack"), List.of("ad"));

        assertThat(permission.mayBeSaid(bytes(event))).isEqualTo(mayBeSaid);
        assertThat(mayBeSaid || permission.refusal(json(event)).isEmpty()).isTrue();
    }

    @Test
    void consentSaysNothingToADestinationThatIsMappedToNoCategory() {
        Permission unmapped = new Permission(List.of("slack"), List.of());

        assertThat(unmapped.mayBeSaid(bytes("{'context':{'consent':{'categoryPreferences':{'ad':false}}}}")))
                .isFalse();
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
