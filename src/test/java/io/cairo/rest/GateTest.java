package io.cairo.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*/*",
                "application/json, text/event-stream",
                "application/json;charset=UTF-8",
                "application/json; charset=\"utf-8\"; q=0.8, */*;q=.1",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
                "multipart/form-data; boundary=----x;",
                "text/plain;quality=high",
                "text/html;q=1.000,",
            })
    void letsMediaTypesPass(String header) {
        assertThat(Gate.areMediaTypes(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"///", "a/b;q=x", "a/b;q=9", "a/b;q=1.5", "a/b;q=", "a b", ";;;", "a/b;c=\"", "\u00e9/x", "]]]"})
    void stopsWhatJaxRsWouldFailOn(String header) {
        assertThat(Gate.areMediaTypes(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b;", "a,", "\"\\"})
    void takesNoTimeForALongOne(String part) {
        assertThat(Gate.areMediaTypes(part.repeat(2_000) + "\u0001")).isFalse();
    }
}
