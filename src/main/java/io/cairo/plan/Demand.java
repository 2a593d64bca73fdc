package io.cairo.plan;

import com.fasterxml.jackson.core.JsonToken;
import io.cairo.base.JsonCursor;
import io.cairo.base.JsonTree;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a simple schema asks of a value. Where it cannot be told at once that a value meets it, it does not: the number 1.0 is
 * no integer here.
 *
 * @param kinds the first tokens of values that may stand here
 * @param choice those that may; null for any
 * @param characters how many code points a text may have; null for any number
 * @param bounds of a number, all of which it must keep
 * @param members of an object
 * @param elements of a list
 */
record Demand(
        Set<JsonToken> kinds,
        @Nullable Choice choice,
        @Nullable Count characters,
        List<Bound> bounds,
        Members members,
        Elements elements) {

    /** What no value meets. */
    static final Demand IMPOSSIBLE = new Demand(Set.of(), null, null, List.of(), Members.ANY, Elements.ANY);

    /** Longer numbers of each kind are not looked at: a tree may hold another value than they spell. */
    private static final int INTEGER_DIGITS = 18;

    private static final int DECIMAL_DIGITS = 40;

    /** How many of something there may be, both ends included. */
    record Count(int least, int most) {
        boolean holds(int count) {
            return least <= count && count <= most;
        }
    }

    /**
     * One end of a range of numbers.
     *
     * @param about the same as a double: rounding keeps the order of numbers, so what differs as doubles differs so indeed
     * @param upper whether it is the upper end
     * @param included whether the end itself is within
     */
    record Bound(BigDecimal end, double about, boolean upper, boolean included) {
        boolean keeps(long number) {
            int side = BigDecimal.valueOf(number).compareTo(end);
            return side == 0 ? included : upper == side < 0;
        }

        boolean surelyKeeps(double number) {
            return upper ? number < about : number > about;
        }
    }

    /**
     * What is asked of the members of an object.
     *
     * @param named those that something is asked of or that must be there
     * @param others what is asked of all others; null if nothing
     * @param required how many of the named must be there
     */
    record Members(Map<String, Member> named, @Nullable Demand others, int required) {
        static final Members ANY = new Members(Map.of(), null, 0);

        boolean areMetAt(JsonCursor cursor) {
            long missing = required == Long.SIZE ? -1 : (1L << required) - 1;
            while (cursor.next() == JsonToken.FIELD_NAME) {
                Member member = named.get(cursor.name());
                cursor.next();
                if (!isMet(member == null ? others : member.demand(), cursor)) {
                    return false;
                }
                missing &= member == null ? -1 : ~member.required();
            }
            return missing == 0;
        }
    }

    /**
     * What is asked of one member.
     *
     * @param demand null if nothing is asked of it
     * @param required a bit of its own; 0 if it need not be there
     */
    record Member(@Nullable Demand demand, long required) {}

    /**
     * What is asked of the elements of a list.
     *
     * @param each what is asked of each; null if nothing
     * @param count null for any
     */
    record Elements(@Nullable Demand each, @Nullable Count count) {
        static final Elements ANY = new Elements(null, null);

        boolean areMetAt(JsonCursor cursor) {
            int found = 0;
            while (cursor.next() != JsonToken.END_ARRAY) {
                if (!isMet(each, cursor)) {
                    return false;
                }
                found++;
            }
            return count == null || count.holds(found);
        }
    }

    /**
     * Whether the value that begins where the cursor stands surely meets the demand, if there is any; the cursor stands on
     * its end then.
     */
    static boolean isMet(@Nullable Demand demand, JsonCursor cursor) {
        return demand == null ? isReadable(cursor) : demand.isMetAt(cursor);
    }

    private boolean isMetAt(JsonCursor cursor) {
        JsonToken token = cursor.token();
        if (!kinds.contains(token) || !isPlain(cursor, token) || (choice != null && !choice.has(cursor, token))) {
            return false;
        }
        return switch (token) {
            case START_OBJECT -> members.areMetAt(cursor);
            case START_ARRAY -> elements.areMetAt(cursor);
            case VALUE_STRING -> characters == null || characters.holds(cursor.codePoints());
            case VALUE_NUMBER_INT -> isWithin(cursor.whole());
            case VALUE_NUMBER_FLOAT -> bounds.isEmpty() || isSurelyWithin(cursor.number());
            default -> true;
        };
    }

    private boolean isWithin(long number) {
        for (Bound bound : bounds) {
            if (!bound.keeps(number)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSurelyWithin(double number) {
        for (Bound bound : bounds) {
            if (!bound.surelyKeeps(number)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a tree can be made of the value; the cursor stands on its end then. */
    private static boolean isReadable(JsonCursor cursor) {
        int open = 0;
        JsonToken token = cursor.token();
        while (token != null && isPlain(cursor, token)) {
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (open == 0) {
                return true;
            }
            token = cursor.next();
        }
        return false;
    }

    /** Whether the tree takes it, and as what it says. */
    private static boolean isPlain(JsonCursor cursor, JsonToken token) {
        return switch (token) {
            case START_OBJECT, START_ARRAY -> cursor.depth() <= JsonTree.DEPTH;
            case VALUE_NUMBER_INT -> cursor.length() <= INTEGER_DIGITS;
            case VALUE_NUMBER_FLOAT ->
                cursor.length() <= DECIMAL_DIGITS && (cursor.isPlain() || !Double.isInfinite(cursor.number()));
            default -> true;
        };
    }
}
