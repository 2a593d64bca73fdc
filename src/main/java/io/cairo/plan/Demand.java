package io.cairo.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cairo.base.JsonTree;
import java.io.IOException;
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

        boolean areMetAt(JsonParser parser) throws IOException {
            long missing = required == Long.SIZE ? -1 : (1L << required) - 1;
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                Member member = named.get(name);
                if (!isMet(member == null ? others : member.demand(), parser)) {
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

        boolean areMetAt(JsonParser parser) throws IOException {
            int found = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (!isMet(each, parser)) {
                    return false;
                }
                found++;
            }
            return count == null || count.holds(found);
        }
    }

    /**
     * Whether the value that begins where the parser stands surely meets the demand, if there is any; the parser stands on
     * its end then.
     */
    static boolean isMet(@Nullable Demand demand, JsonParser parser) throws IOException {
        return demand == null ? isReadable(parser) : demand.isMetAt(parser);
    }

    private boolean isMetAt(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (!kinds.contains(token) || !isPlain(parser, token) || (choice != null && !choice.has(parser, token))) {
            return false;
        }
        return switch (token) {
            case START_OBJECT -> members.areMetAt(parser);
            case START_ARRAY -> elements.areMetAt(parser);
            case VALUE_STRING -> characters == null || characters.holds(codePoints(parser));
            case VALUE_NUMBER_INT -> isWithin(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> isSurelyWithin(parser.getDoubleValue());
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

    private static int codePoints(JsonParser parser) throws IOException {
        return Character.codePointCount(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    /** Whether a tree can be made of the value; the parser stands on its end then. */
    private static boolean isReadable(JsonParser parser) throws IOException {
        int open = 0;
        JsonToken token = parser.currentToken();
        while (token != null && isPlain(parser, token)) {
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (open == 0) {
                return true;
            }
            token = parser.nextToken();
        }
        return false;
    }

    /** Whether the tree takes it, and as what it says. */
    private static boolean isPlain(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT, START_ARRAY -> parser.getParsingContext().getNestingDepth() <= JsonTree.DEPTH;
            case VALUE_NUMBER_INT -> parser.getTextLength() <= INTEGER_DIGITS;
            case VALUE_NUMBER_FLOAT ->
                parser.getTextLength() <= DECIMAL_DIGITS && !Double.isInfinite(parser.getDoubleValue());
            default -> true;
        };
    }
}
