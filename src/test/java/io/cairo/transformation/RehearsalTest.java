package io.cairo.transformation;

import static io.cairo.transformation.ScriptedSandbox.returned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Namespace;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.message.Message;
import io.cairo.transformation.Rehearsal.Fate;
import io.cairo.transformation.Rehearsal.Played;
import io.cairo.transformation.sandbox.Sandbox;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final Namespace SHOP = new Namespace(1, "default", "shop", null, Stand.NOW);
    private static final JsonObject EVENT =
            json("{'event':'E','userId':'u','properties':{'a':1,'b':[1,2],'c':{'d':'x'},'e':1.0}}");

    private final ScriptedSandbox sandbox = new ScriptedSandbox();

    @Test
    void showsWhatCameAndChangedAndWent() {
        Played played = play(
                event -> returned(
                        "{'event':'E','userId':'u','type':'page','properties':{'b':[1,3,4],'c':{'d':'x','n':null},'e':1,'f':true}}"));

        assertThat(played.fate()).isEqualTo(Fate.CHANGED);
        assertThat(played.diff())
                .isEqualTo(new Difference(
                        List.of("properties.b[2]", "properties.c.n", "properties.f"),
                        List.of("properties.b[1]"),
                        List.of("properties.a")));
        assertThat(played.output().get(0).getString("type")).isEqualTo("track");
        assertThat(sandbox.metadata.get(0)).contains("\"namespace\":\"shop\"", "\"messageId\":\"sample\"");
    }

    @Test
    void tellsEveryOutcomeApart() {
        assertThat(play(event -> returned(event)).fate()).isEqualTo(Fate.UNCHANGED);
        assertThat(play(event -> returned()).fate()).isEqualTo(Fate.DROPPED);
        assertThat(play(event -> returned(event, event)).fate()).isEqualTo(Fate.FANNED_OUT);
        Played failed = play(event -> new Sandbox.Failed("TypeError: no", 2));
        assertThat(failed.fate()).isEqualTo(Fate.FAILED);
        assertThat(failed.complaint()).contains("TypeError: no (line 2)");
        assertThat(play(event -> new Sandbox.Killed("out of time")).fate()).isEqualTo(Fate.KILLED);
        Played refused = play(event -> returned("{'userId':'u'}"));
        assertThat(refused.fate()).isEqualTo(Fate.FAILED);
        assertThat(refused.error()).isEqualTo("It returned what is no event: event: is missing");
    }

    @Test
    void whoseTrialsBurntTooMuchIsToldWhenToComeAgain() {
        Rehearsal rehearsal = new Rehearsal();
        rehearsal.sandbox = sandbox;
        assertThatCode(() -> rehearsal.admit(SHOP)).doesNotThrowAnyException();

        sandbox.pause = Duration.ofMillis(4_200);
        assertThatThrownBy(() -> rehearsal.admit(SHOP)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(Problem.Code.RATE_LIMITED);
            assertThat(problem.sentence()).endsWith("try again in 5 seconds");
            assertThat(problem.retryAfter()).contains(sandbox.pause);
        });
    }

    @Test
    void hasAPlainEventOfEachType() {
        sandbox.on("code", event -> returned(event));

        assertThat(rehearsal().play(code(), Duration.ofMillis(100), null, null, CannedEvents.all()))
                .extracting(played -> played.input().getString("type"))
                .containsExactly("track", "identify", "page", "screen", "group", "alias");
    }

    private Played play(java.util.function.Function<String, Sandbox.Run> script) {
        sandbox.on("code", event -> quoted(script.apply(event)));
        return rehearsal()
                .play(code(), Duration.ofMillis(100), SHOP, null, List.of(EVENT))
                .get(0);
    }

    private static Sandbox.Run quoted(Sandbox.Run run) {
        return run instanceof Sandbox.Returned returned
                ? returned(returned.events().stream()
                        .map(event -> event.text().replace('\'', '"'))
                        .toArray(String[]::new))
                : run;
    }

    private static Code code() {
        return new Code("code", "code");
    }

    private Rehearsal rehearsal() {
        Rehearsal rehearsal = new Rehearsal();
        rehearsal.sandbox = sandbox;
        rehearsal.clock = Clock.fixed(Stand.NOW, ZoneOffset.UTC);
        rehearsal.rereading = RehearsalTest::reread;
        return rehearsal;
    }

    private static Message reread(Message original, String messageId, byte[] event) {
        boolean nameless = original.type() == Message.Type.TRACK
                && !JsonTree.readObject(event).containsKey("event");
        if (nameless) {
            throw Problem.invalid("event", "is missing");
        }
        return original.with(event);
    }

    private static JsonObject json(String text) {
        return JsonTree.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
