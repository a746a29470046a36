/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections by a driver that is named by its class and loaded by the loader of this one, which knows James's libraries
 * and extensions-jars. {@link java.sql.DriverManager} knows neither, and its login timeout is James's too: so it is not
 * asked, and not touched.
 */
final class DriverSource implements DataSource {
    private final Driver driver;
    private final String url;
    private final Properties properties;

    private DriverSource(Driver driver, String url, Properties properties) {
        this.driver = driver;
        this.url = url;
        this.properties = properties;
    }

    /** Or the purpose's exception, which says what is missing or wrong, never with the URL. Connects to nothing yet. */
    static DriverSource of(JdbcSettings settings, Duration answer, Purpose purpose) {
        Properties properties = new Properties();
        properties.putAll(settings.engine().limits(answer));
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
            properties.setProperty("password", settings.password());
        }
        Driver driver = driver(settings.engine(), purpose);
        if (settings.misplacesAPassword()) {
            throw wrong(
                    purpose,
                    "the URL in <jdbc> has a password where the driver looks for none: it belongs into <password>");
        }
        if (!canRead(driver, settings.url(), properties)) {
            throw wrong(purpose, "the driver cannot read the URL in <jdbc>");
        }
        return new DriverSource(driver, settings.url(), properties);
    }

    private static RuntimeException wrong(Purpose purpose, String what) {
        return purpose.trouble()
                .apply(purpose.what() + ": " + what, new SQLException("what the driver says has the URL in it"));
    }

    /** The one question reads a URL in some drivers, the other in the others. PostgreSQL's logs what it cannot read. */
    private static synchronized boolean canRead(Driver driver, String url, Properties properties) {
        Logger log = log(driver);
        Level level = log.getLevel();
        log.setLevel(Level.OFF);
        try {
            if (!driver.acceptsURL(url)) {
                return false;
            }
            driver.getPropertyInfo(url, properties);
            return true;
        } catch (SQLException | RuntimeException e) {
            return false;
        } finally {
            log.setLevel(level);
        }
    }

    private static Logger log(Driver driver) {
        try {
            return driver.getParentLogger();
        } catch (SQLFeatureNotSupportedException e) {
            return Logger.getAnonymousLogger();
        }
    }

    private static Driver driver(Engine engine, Purpose purpose) {
        try {
            return Class.forName(engine.driver(), true, DriverSource.class.getClassLoader())
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw purpose.trouble()
                    .apply("the JDBC driver " + engine.driver() + " is missing: " + engine.whereTheDriverIs(), e);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver " + driver.getClass().getName() + " does not know such a URL", "3D000");
        }
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the settings say who connects");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // Drivers write to James's log.
    }

    /** Without effect: the driver's own limits hold. */
    @Override
    public void setLoginTimeout(int seconds) {
        // See above.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("nothing is wrapped here");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
