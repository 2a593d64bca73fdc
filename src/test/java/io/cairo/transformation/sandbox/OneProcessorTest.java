package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class OneProcessorTest {
    @Test
    void theLastProcessorOfAListIsFound() {
        assertThat(OneProcessor.lastOf("0")).isEqualTo("0");
        assertThat(OneProcessor.lastOf("0-3")).isEqualTo("3");
        assertThat(OneProcessor.lastOf("0-3,8")).isEqualTo("8");
        assertThat(OneProcessor.lastOf("1,3,10-12")).isEqualTo("12");
    }

    @Test
    void aCommandBehindItHasOneProcessor() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/taskset")), "util-linux is not on this machine");
        List<String> command = new ArrayList<>(OneProcessor.command());
        command.addAll(List.of("grep", "Cpus_allowed_list", "/proc/self/status"));
        Process process = new ProcessBuilder(command).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(told.strip()).matches("Cpus_allowed_list:\\s*\\d+");
    }
}
