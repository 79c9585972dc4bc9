package dev.afterimage.dlq.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.dlq.Dlq;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.NoAlertPresentException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The system's Chromium without a window, as a person would use it. */
final class Chromium implements AutoCloseable {
    /** What to do where it is missing. */
    static final String REMEDY = "skipped: no Chromium here; apt-get install chromium chromium-driver";

    private static final File BROWSER = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    /** A folder for pictures of the pages; none are made without it. */
    private static final @Nullable String PICTURES = System.getProperty("afterimage.screenshots");

    private final Path profile;
    private final ChromeDriver driver;

    private Chromium(Path profile) {
        this.profile = profile;
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--window-size=1280,900",
                "--user-data-dir=" + profile);
        this.driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER)
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    static boolean isThere() {
        return BROWSER.canExecute() && DRIVER.canExecute();
    }

    static Chromium open() throws IOException {
        return new Chromium(Files.createTempDirectory("afterimage-chromium"));
    }

    ChromeDriver driver() {
        return driver;
    }

    void go(URI service, String path) {
        driver.get(service + path);
    }

    /** The text that a person sees on the page. */
    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    String path() {
        return URI.create(driver.getCurrentUrl()).getPath();
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** Follows a link and waits for the page behind it. */
    void follow(String link) {
        leaveBy(driver.findElement(By.partialLinkText(link)));
    }

    /** Fills in the token of a form, sends it off and waits for the page that answers. */
    void send(String form, String token) {
        find(form + " input[name=token]").sendKeys(token);
        leaveBy(find(form + " button"));
    }

    /** A click returns before the browser has begun to load, and until it has, every look would be at the page before. */
    private void leaveBy(WebElement clicked) {
        WebElement page = find("html");
        clicked.click();
        await().atMost(Dlq.PATIENCE).until(() -> isGone(page));
    }

    private static boolean isGone(WebElement element) {
        try {
            element.isEnabled();
            return false;
        } catch (StaleElementReferenceException e) {
            return true;
        }
    }

    /** Waits for the page that a click or a key press leads to, told by its heading; one of these. */
    void awaitHeading(String... headings) {
        await().atMost(Dlq.PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        driver.findElement(By.tagName("h1")).getText())
                .isIn((Object[]) headings));
    }

    /** Waits until the page shows a text, without loading it again. */
    void awaitText(String text) {
        await().atMost(Dlq.PATIENCE).ignoreExceptions().until(() -> text().contains(text));
    }

    /** Whether a script of somebody else ran, or a window popped up. */
    boolean wasAttacked() {
        try {
            driver.switchTo().alert();
            return true;
        } catch (NoAlertPresentException e) {
            return driver.executeScript("return window.attacked || null") != null;
        }
    }

    /** Whether the page is broader than its window. */
    boolean overflows() {
        return Boolean.TRUE.equals(driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Forbids all scripts, or allows them again. */
    void scripts(boolean allowed) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    /** Keeps a picture of the page's upper part, if pictures are wanted. */
    void picture(String name) throws IOException {
        String folder = PICTURES;
        if (folder == null) {
            return;
        }
        Object height = driver.executeScript("return Math.min(1000, document.documentElement.scrollHeight)");
        Map<String, Object> clip =
                Map.of("x", 0, "y", 0, "width", 1280, "height", height == null ? 900 : height, "scale", 1);
        Object data = driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
                .get("data");
        Files.createDirectories(Path.of(folder));
        Files.write(Path.of(folder, name + ".png"), Base64.getDecoder().decode(String.valueOf(data)));
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
