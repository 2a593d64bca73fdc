package io.cairo.event;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** A column of type json as text; the driver has its own object for it, whose text is the JSON. */
@Converter
public class JsonColumn implements AttributeConverter<String, Object> {
    @Override
    public @Nullable Object convertToDatabaseColumn(@Nullable String attribute) {
        return attribute;
    }

    @Override
    public @Nullable String convertToEntityAttribute(@Nullable Object column) {
        return column == null ? null : column.toString();
    }
}
