package io.cairo.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.destination.connector.WebhookSettings;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MasksTest {
    private static final JsonObject STORED = json("""
            {"url": "https://example.com/x?token=0123456789abcdef", "secret": "whsec_0123456789abcdef",
             "headers": {"Authorization": "Bearer 0123456789", "X-A": "short"}, "batch_size": 5}""");

    private final Masks masks = new Masks(WebhookSettings.class);

    private static JsonObject json(String text) {
        return JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void showsNoSecret() {
        assertThat(masks.masked(STORED)).isEqualTo(json("""
                {"url": "https://example.com/x?***cdef", "secret": "***cdef",
                 "headers": {"Authorization": "***6789", "X-A": "***"}, "batch_size": 5}"""));
    }

    @Test
    void keepsWhatComesBackMasked() {
        assertThat(masks.restored(masks.masked(STORED), STORED)).isEqualTo(STORED);
    }

    @Test
    void takesWhatIsNew() {
        JsonObject changed = json("""
                {"url": "https://example.org/", "secret": "whsec_new", "headers": {"X-A": "***", "X-B": "b"}}""");

        assertThat(masks.restored(changed, STORED)).isEqualTo(json("""
                {"url": "https://example.org/", "secret": "whsec_new", "headers": {"X-A": "short", "X-B": "b"}}"""));
    }
}
