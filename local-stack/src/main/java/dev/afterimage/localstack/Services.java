package dev.afterimage.localstack;

import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import dev.afterimage.localstack.part.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The running instances of our services in one stack. Thread-safe. */
public final class Services {
    private final Site site;
    private final Map<String, String> addresses;
    private final String heap;
    private final List<Service> running = new ArrayList<>();

    /** @param addresses where the parts are, as environment variables that every service is given */
    Services(Site site, Map<String, String> addresses, String heap) {
        this.site = site;
        this.addresses = Map.copyOf(addresses);
        this.heap = heap;
    }

    /** Whether the build has made this service. */
    public boolean isBuilt(ServiceKind kind) {
        return site.checkout().service(kind.module(), kind.mainClass()).isPresent();
    }

    /** Starts one more instance and returns when it is ready. */
    public Service start(ServiceKind kind, Map<String, String> settings) {
        Service service = launch(kind, settings);
        service.awaitReady();
        return service;
    }

    /** Starts one more instance and returns at once. */
    public synchronized Service launch(ServiceKind kind, Map<String, String> settings) {
        List<Path> classPath = site.checkout()
                .service(kind.module(), kind.mainClass())
                .orElseThrow(() -> new StackException("The module " + kind.module()
                        + " has not been built: run mvn package, or ./afterimage, which builds first."));
        Map<String, String> environment = new HashMap<>(addresses);
        environment.putAll(settings);
        Service service = new Service(site, kind, freeName(kind), classPath, environment, heap);
        running.add(service);
        service.start();
        return service;
    }

    /** Starts or stops instances until there are as many as asked for. */
    public void scale(ServiceKind kind, int instances, Map<String, String> settings) {
        if (instances < 0) {
            throw new StackException("There cannot be " + instances + " instances of " + kind.text() + ".");
        }
        while (all(kind).size() > instances) {
            remove(all(kind).getLast());
        }
        List<Service> added = new ArrayList<>();
        while (all(kind).size() < instances) {
            added.add(launch(kind, settings));
        }
        added.forEach(Service::awaitReady);
    }

    /** Stops an instance for good. */
    public void remove(Service service) {
        service.stop();
        synchronized (this) {
            running.remove(service);
        }
    }

    /** The instances of one service, oldest first. */
    public synchronized List<Service> all(ServiceKind kind) {
        return running.stream().filter(service -> service.kind() == kind).toList();
    }

    public synchronized List<Service> all() {
        return List.copyOf(running);
    }

    private String freeName(ServiceKind kind) {
        for (int number = 1; ; number++) {
            String name = number == 1 ? kind.text() : kind.text() + "-" + number;
            if (running.stream().noneMatch(service -> service.name().equals(name))) {
                return name;
            }
        }
    }
}
