package dev.afterimage.support.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessIT {
    private static final String PATH = "/api/v1/samples/7/discard";

    @Test
    void looksAreFreeAndChangesNeedTheToken() throws Exception {
        try (Door door = Door.open(Map.of("afterimage.operator-token", Door.TOKEN))) {
            assertThat(door.send("GET", "/api/v1/samples").statusCode()).isEqualTo(200);
            var refused = door.send("POST", PATH);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"afterimage\"");
            assertThat(refused.body()).contains("credential-needed");
            assertThat(door.send("POST", PATH, "Authorization", "Bearer another-token-of-that-length")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(door.send("POST", PATH, "Authorization", "Basic " + Door.TOKEN)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(door.send("POST", PATH, "Authorization", "Bearer " + Door.TOKEN)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anUnknownAddressIsNoWayAroundTheToken() throws Exception {
        try (Door door = Door.open(Map.of("afterimage.operator-token", Door.TOKEN))) {
            assertThat(door.send("POST", "/nowhere").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void withoutATokenChangesAreRefusedAndTheProblemSaysWhatToSet() throws Exception {
        try (Door door = Door.open(Map.of())) {
            var refused = door.send("POST", PATH, "Authorization", "Bearer " + Door.TOKEN);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("no-operator-token", "AFTERIMAGE_OPERATOR_TOKEN");
        }
    }

    @Test
    void theTokenMayComeFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), Door.TOKEN + "\n");
        try (Door door = Door.open(Map.of("afterimage.operator-token-file", file.toString()))) {
            assertThat(door.send("POST", PATH, "Authorization", "Bearer " + Door.TOKEN)
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
