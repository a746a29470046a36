/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.generators.BenchmarkProcessor;

/**
 * {@code ./mvnw -q -Pbench -Dargs=jmh}: the microbenchmarks, on JMH. What JMH generates of them is made here, when they are
 * run, and is no part of the tests' build.
 */
final class JmhBench {
    private static final Path SOURCES = Path.of("src/test/java/org/maildrop/bench/jmh");
    private static final List<String> QUICK = List.of("-f", "1", "-wi", "3", "-w", "1", "-i", "5", "-r", "1");

    private JmhBench() {}

    /** @param options JMH's own; nothing: all of them, each for some seconds */
    static void run(List<String> options) throws IOException, InterruptedException {
        String classPath = classPath();
        Path generated = Files.createDirectories(Path.of("target/jmh"));
        generate(classPath, generated);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                generated + System.getProperty("path.separator") + classPath,
                Main.class.getName()));
        command.addAll(options.isEmpty() ? QUICK : options);
        int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException("JMH ended with " + exitCode);
        }
    }

    private static void generate(String classPath, Path into) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.list(SOURCES)) {
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            null,
                            List.of(
                                    "-cp",
                                    classPath,
                                    "-d",
                                    into.toString(),
                                    "-processor",
                                    BenchmarkProcessor.class.getName()),
                            null,
                            files.getJavaFileObjectsFromPaths(sources.toList()))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the benchmarks cannot be compiled");
            }
        }
    }

    /** Of the loader that has us: Maven's, where Maven runs us. */
    private static String classPath() {
        ClassLoader loader = JmhBench.class.getClassLoader();
        return loader instanceof URLClassLoader urls
                ? Arrays.stream(urls.getURLs())
                        .map(URL::getPath)
                        .collect(Collectors.joining(System.getProperty("path.separator")))
                : System.getProperty("java.class.path");
    }
}
