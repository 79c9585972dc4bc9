package dev.afterimage.benchmarks.data;

import static dev.afterimage.benchmarks.data.Bytes.ascii;

import java.util.SplittableRandom;

/**
 * The 17 columns of an order, as a function of its key and of the event that wrote it: whoever knows the two can write the row again.
 *
 * <p>Not thread-safe.
 */
public final class Row {
    /** Stands for the state before the first event. */
    public static final int BEFORE_ALL = -1;

    private static final byte[][] STATUS = words("new", "paid", "packed", "shipped", "delivered", "returned");
    private static final byte[][] CURRENCY = words("EUR", "USD", "GBP", "CHF", "SEK");
    private static final byte[][] COUNTRY = words("DE", "FR", "IT", "ES", "NL", "PL", "SE", "US", "GB", "CH");
    private static final byte[][] CITY =
            words("Hamburg", "Lyon", "Torino", "Sevilla", "Utrecht", "Gdansk", "Uppsala", "Boston", "Leeds", "Basel");
    private static final byte[][] VOCABULARY = vocabulary();
    private static final int NOTE = 333;

    private static final byte[] ID = ascii("\"id\":");
    private static final byte[] CUSTOMER = ascii(",\"customer_id\":");
    private static final byte[] NUMBER = ascii(",\"order_number\":\"ORD-");
    private static final byte[] STATUS_NAME = ascii("\",\"status\":\"");
    private static final byte[] CURRENCY_NAME = ascii("\",\"currency\":\"");
    private static final byte[] TOTAL = ascii("\",\"total\":\"");
    private static final byte[] DISCOUNT = ascii("\",\"discount\":\"");
    private static final byte[] QUANTITY = ascii("\",\"quantity\":");
    private static final byte[] WEIGHT = ascii(",\"weight\":");
    private static final byte[] EXPRESS_YES = ascii(",\"express\":true,\"created_at\":\"2026-03-");
    private static final byte[] EXPRESS_NO = ascii(",\"express\":false,\"created_at\":\"2026-03-");
    private static final byte[] UPDATED = ascii("Z\",\"updated_at\":\"2026-04-");
    private static final byte[] DUE = ascii("Z\",\"due_on\":\"2026-05-");
    private static final byte[] COUNTRY_NAME = ascii("\",\"country\":\"");
    private static final byte[] CITY_NAME = ascii("\",\"city\":\"");
    private static final byte[] NOTE_NAME = ascii("\",\"note\":\"");
    private static final byte[] REVISION = ascii("\",\"revision\":");
    private static final byte[] POINT = ascii(".");
    private static final byte[] COLON = ascii(":");
    private static final byte[] T = ascii("T");
    private static final byte[] SPACE = ascii(" ");
    private static final byte[] OPEN = ascii("{");
    private static final byte[] CLOSE = ascii("}");

    private final long seed;
    private final Bytes out = new Bytes();

    public Row(long seed) {
        this.seed = seed;
    }

    /** The row as a JSON object. */
    public byte[] json(int key, int event) {
        out.clear().add(OPEN);
        members(key, event, out);
        return out.add(CLOSE).copy();
    }

    /** The row's members, without the braces around them. */
    void members(int key, int event, Bytes to) {
        SplittableRandom random = new SplittableRandom(seed ^ (long) key << 32 ^ event);
        to.add(ID).add(key);
        to.add(CUSTOMER).add(key % 50_000);
        to.add(NUMBER).padded(key, 10);
        to.add(STATUS_NAME).add(any(STATUS, random));
        to.add(CURRENCY_NAME).add(CURRENCY[key % CURRENCY.length]);
        to.add(TOTAL).add(random.nextInt(10_000)).add(POINT).padded(random.nextInt(100), 2);
        to.add(DISCOUNT).add(random.nextInt(100)).add(POINT).padded(random.nextInt(100), 2);
        to.add(QUANTITY).add(1 + random.nextInt(20));
        to.add(WEIGHT).add(random.nextInt(50)).add(POINT).add(1 + random.nextInt(9));
        to.add(random.nextBoolean() ? EXPRESS_YES : EXPRESS_NO);
        moment(key * 7919L, to);
        to.add(UPDATED);
        moment(random.nextLong(2_000_000_000L), to);
        to.add(DUE).padded(1 + random.nextInt(28), 2);
        to.add(COUNTRY_NAME).add(COUNTRY[key % COUNTRY.length]);
        to.add(CITY_NAME).add(any(CITY, random));
        to.add(NOTE_NAME);
        int end = to.length() + NOTE;
        do {
            to.add(any(VOCABULARY, random)).add(SPACE);
        } while (to.length() < end);
        to.add(REVISION).add(event);
    }

    private static void moment(long from, Bytes to) {
        long left = from;
        int micros = (int) (left % 1_000_000);
        left /= 7;
        int second = (int) (left % 60);
        left /= 60;
        int minute = (int) (left % 60);
        left /= 60;
        to.padded(1 + left / 24 % 28, 2).add(T).padded(left % 24, 2).add(COLON);
        to.padded(minute, 2).add(COLON).padded(second, 2).add(POINT).padded(micros, 6);
    }

    private static byte[] any(byte[][] words, SplittableRandom random) {
        return words[random.nextInt(words.length)];
    }

    private static byte[][] words(String... words) {
        byte[][] all = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            all[i] = ascii(words[i]);
        }
        return all;
    }

    /** Words of two or three syllables, the same ones for every seed. */
    private static byte[][] vocabulary() {
        String[] syllables = {"ka", "lo", "mi", "ren", "sta", "vor", "ti", "bel", "dun", "ex", "pra", "qui", "os", "zet"
        };
        byte[][] all = new byte[2000][];
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < all.length; i++) {
            StringBuilder word = new StringBuilder();
            int parts = 2 + random.nextInt(2);
            for (int part = 0; part < parts; part++) {
                word.append(syllables[random.nextInt(syllables.length)]);
            }
            all[i] = ascii(word.toString());
        }
        return all;
    }
}
