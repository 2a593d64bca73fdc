package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.destination.kit.EventRow;
import io.cairo.destination.kit.Fields;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements that Snowflake is sent, each as the body of a request. */
record SnowflakeSql(Snowflake.Settings settings) {
    private static final int PATIENCE_SECONDS = 12;

    /** Inserts those of the rows, a JSON array, whose message_id is not there. */
    byte[] merge(String rows) {
        String columns = EventRow.COLUMNS.stream().map(SnowflakeSql::quoted).collect(Collectors.joining(", "));
        String values = EventRow.COLUMNS.stream()
                .map(column -> "s.VALUE:" + column + type(column))
                .collect(Collectors.joining(", "));
        String sql = "MERGE INTO " + settings.into()
                + " t USING (SELECT VALUE FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?)))) s"
                + " ON t.\"MESSAGE_ID\" = s.VALUE:message_id::STRING WHEN NOT MATCHED THEN INSERT (" + columns
                + ") VALUES (" + values + ")";
        return statement(sql, rows);
    }

    /** Fails where nothing could be merged. */
    byte[] look() {
        return statement("SELECT \"MESSAGE_ID\" FROM " + settings.into() + " LIMIT 0", null);
    }

    /** Deletes what one user did. */
    byte[] deletion(String userId) {
        return statement("DELETE FROM " + settings.into() + " WHERE \"USER_ID\" = ?", userId);
    }

    private static String quoted(String column) {
        return "\"" + column.toUpperCase(Locale.ROOT) + "\"";
    }

    private static String type(String column) {
        return switch (column) {
            case "timestamp", "received_at" -> "::TIMESTAMP_TZ";
            case "context", "properties", "traits" -> "";
            default -> "::STRING";
        };
    }

    private byte[] statement(String sql, @Nullable String bound) {
        Fields first = bound == null
                ? new Fields()
                : new Fields().put("1", new Fields().put("type", "TEXT").put("value", bound));
        return JsonText.bytes(new Fields()
                .put("statement", sql)
                .put("timeout", PATIENCE_SECONDS)
                .put("database", settings.database())
                .put("schema", settings.schema())
                .put("warehouse", settings.warehouse())
                .put("role", settings.role())
                .put("bindings", first)
                .json());
    }
}
