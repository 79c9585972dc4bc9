package dev.afterimage.localstack.connector;

import java.sql.Connection;
import java.sql.SQLException;

/** A database server: where a connector finds it, and how this program gets in. */
public interface SourceDatabase {
    /** The host as a connector reaches it. */
    String host();

    /** The port as a connector reaches it. */
    int port();

    String user();

    String password();

    /** A new connection of this program; the caller closes it. */
    Connection connect(String database) throws SQLException;

    /** Makes a database where there is none of this name yet. */
    void createDatabase(String database);
}
