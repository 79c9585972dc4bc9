package dev.afterimage.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.FailureCategory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemVerdictTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429 | es_rejected_execution_exception   | rejected execution of primary operation                                    | SINK_THROTTLED
            429 | circuit_breaking_exception        | [parent] Data too large                                                    | SINK_THROTTLED
            503 | circuit_breaking_exception        | [parent] Data too large                                                    | SINK_THROTTLED
            429 | some_new_exception                | slow down                                                                  | SINK_THROTTLED
            503 | unavailable_shards_exception      | [t5][0] primary shard is not active Timeout: [1s], request: [index {secret}] | SINK_UNAVAILABLE
            503 | cluster_block_exception           | blocked by: [SERVICE_UNAVAILABLE/1/state not recovered / initialized]      | SINK_UNAVAILABLE
            500 | null_pointer_exception            | oops                                                                       | SINK_UNAVAILABLE
            404 | index_not_found_exception         | no such index [t2.write] and [require_alias] request flag is [true]        | INDEX_UNAVAILABLE
            400 | index_closed_exception            | closed                                                                     | INDEX_UNAVAILABLE
            429 | cluster_block_exception           | index [t1] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage] | INDEX_UNAVAILABLE
            403 | cluster_block_exception           | index [t1] blocked by: [FORBIDDEN/8/index write (api)]                     | INDEX_UNAVAILABLE
            400 | illegal_argument_exception        | no write index is defined for alias [t1.write].                            | INDEX_UNAVAILABLE
            400 | illegal_argument_exception        | pipeline with id [x] does not exist                                        | INDEX_UNAVAILABLE
            400 | invalid_index_name_exception      | Invalid index name [Bad name]                                              | INDEX_UNAVAILABLE
            400 | document_parsing_exception        | [1:14] failed to parse field [amt] of type [double]                        | MAPPING_REJECTED
            400 | mapper_parsing_exception          | failed to parse                                                            | MAPPING_REJECTED
            400 | strict_dynamic_mapping_exception  | mapping set to strict                                                      | MAPPING_REJECTED
            400 | illegal_argument_exception        | Limit of total fields [1000] has been exceeded                             | MAPPING_REJECTED
            400 | illegal_argument_exception        | Document contains at least one immense term                                | MAPPING_REJECTED
            400 | a_type_of_tomorrow                | anything                                                                   | MAPPING_REJECTED
            413 | content_too_long_exception        | entity content is too long                                                 | TOO_LARGE
            401 | security_exception                | missing authentication credentials                                         | SINK_REFUSED
            403 | security_exception                | action [indices:data/write/bulk] is unauthorized                           | SINK_REFUSED
            418 | teapot_exception                  | short and stout                                                            | UNEXPECTED
            """)
    void aFailureHasTheCategoryThatHealsIt(int status, String type, String reason, FailureCategory category) {
        ItemVerdict verdict = ItemVerdict.of(status, new ItemError(type, reason));

        assertThat(verdict).isInstanceOfSatisfying(ItemVerdict.Failed.class, failed -> {
            assertThat(failed.category()).isEqualTo(category);
            assertThat(failed.message()).startsWith(type).doesNotContain("secret");
        });
    }

    @Test
    void aHigherStoredVersionIsAConflictAndNoFailure() {
        ItemError conflict = new ItemError(
                "version_conflict_engine_exception",
                "[1]: version conflict, current version [4] is higher than the one provided [1]");

        assertThat(ItemVerdict.of(409, conflict)).isEqualTo(ItemVerdict.CONFLICT);
    }

    @Test
    void aSuccessIsASuccessOnlyWithoutAnError() {
        assertThat(ItemVerdict.of(201, null)).isEqualTo(ItemVerdict.OK);
        assertThat(ItemVerdict.of(200, null)).isEqualTo(ItemVerdict.OK);
        assertThat(ItemVerdict.of(302, null)).isInstanceOf(ItemVerdict.Failed.class);
        assertThat(ItemVerdict.of(200, new ItemError("x", "y"))).isInstanceOf(ItemVerdict.Failed.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            failed to parse field [amt] of type [double] in document with id 'anna@x.org'. Preview of field's value: '{a=anna}' | failed to parse field [amt] of type [double] in document with id '…'.
            [1:8] Duplicate field 'anna' at [Source: (byte[])"{anna"; line: 1]                                             | [1:8] Duplicate field '…' at
            For input string: "anna"                                                                                        | For input string: "…"
            Validation Failed: 1: id [anna] is too long                                                                     | Validation Failed: 1
            an open quote 'anna                                                                                             | an open quote '…
            """)
    void reasonsKeepNoValuesOfTheRow(String reason, String kept) {
        assertThat(new ItemError("t", reason).reason().strip()).isEqualTo(kept);
    }

    @Test
    void reasonsAreClipped() {
        assertThat(new ItemError("t", "x".repeat(10_000)).reason()).hasSizeLessThan(410);
    }
}
