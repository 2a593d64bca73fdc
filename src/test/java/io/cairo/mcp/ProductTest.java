package io.cairo.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Product;
import org.junit.jupiter.api.Test;

/** What documentation says of the protocol is what the protocol does. */
class ProductTest {
    @Test
    void speaksTheVersionsThatAreDocumented() {
        assertThat(Version.wires()).isEqualTo(Product.PROTOCOLS);
    }
}
