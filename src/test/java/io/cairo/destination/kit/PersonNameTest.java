package io.cairo.destination.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PersonNameTest {
    private static JsonObject traits(String json) {
        return JsonTree.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsTheNamesInEitherSpelling() {
        assertThat(PersonName.first(traits("{'firstName':'Ada','first_name':'A.'}")))
                .isEqualTo("Ada");
        assertThat(PersonName.first(traits("{'first_name':'Ada'}"))).isEqualTo("Ada");
        assertThat(PersonName.last(traits("{'last_name':'Lovelace'}"))).isEqualTo("Lovelace");
        assertThat(PersonName.last(traits("{'firstName':'Ada'}"))).isNull();
    }

    @Test
    void makesAWholeNameOfWhatThereIs() {
        assertThat(PersonName.whole(traits("{'name':'Countess','firstName':'Ada'}")))
                .isEqualTo("Countess");
        assertThat(PersonName.whole(traits("{'firstName':'Ada','lastName':'Lovelace'}")))
                .isEqualTo("Ada Lovelace");
        assertThat(PersonName.whole(traits("{'firstName':'Ada'}"))).isEqualTo("Ada");
        assertThat(PersonName.whole(traits("{'lastName':'Lovelace'}"))).isEqualTo("Lovelace");
        assertThat(PersonName.whole(traits("{'email':'a@b.c'}"))).isNull();
    }
}
