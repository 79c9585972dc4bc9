package dev.afterimage.benchmarks.flink;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Holds the events of a transaction until as many have come as its END counts, and lets them leave in one document, by their order. */
final class Assembling extends KeyedProcessFunction<String, Piece, Document> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable State state;

    /** What is kept for each transaction. */
    private record State(ListState<Piece> events, ValueState<Long> came, ValueState<Long> counted) {}

    @Override
    public void open(OpenContext context) {
        state = new State(
                getRuntimeContext().getListState(new ListStateDescriptor<>("events", Types.POJO(Piece.class))),
                getRuntimeContext().getState(new ValueStateDescriptor<>("came", Types.LONG)),
                getRuntimeContext().getState(new ValueStateDescriptor<>("counted", Types.LONG)));
    }

    @Override
    public void processElement(Piece piece, Context context, Collector<Document> out) throws Exception {
        State now = state;
        if (now == null) {
            throw new IllegalStateException("the function has not been opened");
        }
        Long before = now.came.value();
        long came = before == null ? 0 : before;
        Long known = now.counted.value();
        long counted = known == null ? -1 : known;
        if (piece.order > 0) {
            now.events.add(piece);
            came++;
            now.came.update(came);
        } else if (piece.counted >= 0) {
            counted = piece.counted;
            now.counted.update(counted);
        }
        if (counted >= 0 && came == counted) {
            out.collect(document(context.getCurrentKey(), now));
            now.events.clear();
            now.came.clear();
            now.counted.clear();
        }
    }

    private static Document document(String key, State state) throws Exception {
        List<Piece> events = new ArrayList<>();
        for (Piece one : state.events.get()) {
            events.add(one);
        }
        events.sort(Comparator.comparingLong(one -> one.order));
        ByteArrayOutputStream value = new ByteArrayOutputStream(events.size() * 2048 + 64);
        value.writeBytes(("{\"id\":\"" + key + "\",\"events\":[").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                value.write(',');
            }
            value.writeBytes(events.get(i).value);
        }
        value.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        Document document = new Document();
        document.key = key;
        document.value = value.toByteArray();
        return document;
    }
}
