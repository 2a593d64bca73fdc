package io.cairo.destination.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AwsAccessTest {
    @Test
    void callsTheRegionThatIsNamedAndElseTheFirst() {
        assertThat(AwsAccess.of("eu-west-3", "id", "secret", null).address("kinesis"))
                .isEqualTo("https://kinesis.eu-west-3.amazonaws.com");
        assertThat(AwsAccess.of(null, "id", "secret", null).address("s3"))
                .isEqualTo("https://s3.us-east-1.amazonaws.com");
        assertThat(AwsAccess.of("cn-north-1", "id", "secret", null).address("s3"))
                .isEqualTo("https://s3.cn-north-1.amazonaws.com.cn");
    }

    @Test
    void refusesWhatIsNoRegion() {
        assertThatThrownBy(() -> AwsAccess.check("Paris/3", "id", "secret", null))
                .hasMessageContaining("region");
    }
}
