package dev.afterimage.localstack.browser;

import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.process.Waiting;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.NoAlertPresentException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The system's Chromium without a window, as a person would use it. Waits are bounded. Not thread-safe. */
public final class Chromium implements AutoCloseable {
    /** What to do where it is missing. */
    public static final String REMEDY = "skipped: no Chromium here; apt-get install chromium chromium-driver";

    private static final File BROWSER = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    /** A folder for pictures of the pages; none are made without it. */
    private static final @Nullable String PICTURES = System.getProperty("afterimage.screenshots");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

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

    public static boolean isThere() {
        return BROWSER.canExecute() && DRIVER.canExecute();
    }

    public static Chromium open() throws IOException {
        return new Chromium(Files.createTempDirectory("afterimage-chromium"));
    }

    public ChromeDriver driver() {
        return driver;
    }

    public void go(URI service, String path) {
        driver.get(service + path);
    }

    /** The text that a person sees on the page. */
    public String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    public String path() {
        return URI.create(driver.getCurrentUrl()).getPath();
    }

    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** Follows a link and waits for the page behind it. */
    public void follow(String link) {
        leaveBy(driver.findElement(By.partialLinkText(link)));
    }

    /** Fills in the token of a form, sends it off and waits for the page that answers. */
    public void send(String form, String token) {
        find(form + " input[name=token]").sendKeys(token);
        leaveBy(find(form + " button"));
    }

    /** A click returns before the browser has begun to load, and until it has, every look would be at the page before. */
    private void leaveBy(WebElement clicked) {
        WebElement page = find("html");
        clicked.click();
        await("another page", () -> isGone(page));
    }

    /** A page may change under the question; it is asked again then. */
    private static void await(String what, BooleanSupplier condition) {
        boolean came = Waiting.until(PATIENCE, () -> {
            try {
                return condition.getAsBoolean();
            } catch (WebDriverException e) {
                return false;
            }
        });
        if (!came) {
            throw new StackException("The browser did not show " + what + " within " + PATIENCE.toSeconds() + " s.");
        }
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
    public void awaitHeading(String... headings) {
        List<String> wanted = List.of(headings);
        await(
                "a page headed " + wanted,
                () -> wanted.contains(driver.findElement(By.tagName("h1")).getText()));
    }

    /** Waits until the page shows a text, without loading it again. */
    public void awaitText(String text) {
        await("the text " + text, () -> text().contains(text));
    }

    /** Whether a script of somebody else ran, or a window popped up. */
    public boolean wasAttacked() {
        try {
            driver.switchTo().alert();
            return true;
        } catch (NoAlertPresentException e) {
            return driver.executeScript("return window.attacked || null") != null;
        }
    }

    /** Whether the page is broader than its window. */
    public boolean overflows() {
        return Boolean.TRUE.equals(driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
    }

    public void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Forbids all scripts, or allows them again. */
    public void scripts(boolean allowed) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    /** Keeps a picture of the page's upper part, if pictures are wanted. */
    public void picture(String name) throws IOException {
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
