package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.transformation.sandbox.Sandbox.Script;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final Script BOMB = script("bomb", "bad");
    private static final Script SECOND_BOMB = script("second bomb", "bad");
    private static final Script OF_THE_SAME_OWNER = script("fine", "bad");
    private static final Script OF_ANOTHER = script("bomb", "good");

    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(20).toNanos());
    private final Allowance allowance = Allowance.ofScripts(now::get);

    @Test
    void fiveSecondsMayBeBurntAtOnceAndThenAFiftiethOfTheTime() {
        burn(BOMB, Duration.ofSeconds(5));
        assertThat(allowance.pause(BOMB)).isZero();

        burn(BOMB, Duration.ofSeconds(1));
        assertThat(allowance.pause(BOMB)).isEqualTo(Duration.ofSeconds(50));
        pass(Duration.ofSeconds(50));
        assertThat(allowance.pause(BOMB)).isZero();

        burn(BOMB, Duration.ofMillis(100));
        assertThat(allowance.pause(BOMB)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatWasNotBurntForLongIsNotSavedUp() {
        burn(BOMB, Duration.ofSeconds(5));
        pass(Duration.ofMinutes(9));

        burn(BOMB, Duration.ofSeconds(6));
        assertThat(allowance.pause(BOMB)).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void nobodyWaitsLongerThanAMinute() {
        burn(BOMB, Duration.ofHours(1));
        assertThat(allowance.pause(BOMB)).isEqualTo(Duration.ofMinutes(1));

        burn(BOMB, Duration.ofHours(1));
        assertThat(allowance.pause(BOMB)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theBombsOfAnOwnerShareItAndTheOthersRunOn() {
        burn(BOMB, Duration.ofSeconds(5));
        burn(SECOND_BOMB, Duration.ofSeconds(1));

        assertThat(allowance.pause(BOMB)).isPositive();
        assertThat(allowance.pause(SECOND_BOMB)).isPositive();
        assertThat(allowance.pause(OF_THE_SAME_OWNER)).isZero();
        assertThat(allowance.pause(OF_ANOTHER)).isZero();
    }

    @Test
    void onTrialAllOfTheOwnersCodeWaits() {
        Allowance trials = Allowance.ofOwners(now::get);
        trials.burnt(BOMB, Duration.ofSeconds(6));

        assertThat(trials.pause(OF_THE_SAME_OWNER)).isEqualTo(Duration.ofSeconds(50));
        assertThat(trials.pause(OF_ANOTHER)).isZero();
    }

    @Test
    void theFirstThreeKillsKeepNobodyWaiting() {
        for (int kill = 0; kill < 3; kill++) {
            allowance.killed(BOMB, Duration.ofSeconds(20));
            assertThat(allowance.pause(BOMB)).isZero();
        }

        allowance.killed(BOMB, Duration.ofSeconds(2));
        assertThat(allowance.pause(BOMB)).isPositive();
        assertThat(allowance.pause(OF_THE_SAME_OWNER)).isZero();
    }

    @Test
    void killsOfTenMinutesAgoDoNotCount() {
        for (int kill = 0; kill < 5; kill++) {
            allowance.killed(BOMB, Duration.ofSeconds(20));
            pass(Duration.ofMinutes(11));
        }

        allowance.killed(BOMB, Duration.ofSeconds(20));
        assertThat(allowance.pause(BOMB)).isZero();
    }

    @Test
    void whoOffendedPaysForWhatElseIsDoneForThem() {
        Allowance trials = Allowance.ofOwners(now::get);
        trials.alsoTook("bad", Duration.ofMinutes(1));
        assertThat(trials.pause("bad")).isZero();

        trials.burnt(BOMB, Duration.ofSeconds(5));
        trials.alsoTook("bad", Duration.ofSeconds(1));
        assertThat(trials.pause("bad")).isEqualTo(Duration.ofSeconds(50));
    }

    private void burn(Script script, Duration time) {
        allowance.burnt(script, time);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static Script script(String id, String owner) {
        return new Script(id, owner, "", Duration.ofMillis(100));
    }
}
