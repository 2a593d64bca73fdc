package io.cairo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompilerTimeTest {
    @Test
    void timesStandBehindANameThatMayHoldAnything() {
        String stat = "7 (C2 ) Compiler) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20";
        assertThat(CompilerTime.seconds(stat)).isEqualTo(3.0);
    }

    @Test
    void ourOwnCompilerHasWorked() {
        boolean isLinux = System.getProperty("os.name").equals("Linux");
        assertThat(CompilerTime.seconds(ProcessHandle.current())).satisfies(seconds -> {
            if (isLinux) {
                assertThat(seconds).isPositive();
            } else {
                assertThat(seconds).isZero();
            }
        });
    }
}
