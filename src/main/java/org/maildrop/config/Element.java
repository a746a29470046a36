/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;

/**
 * An element of conf/maildrop.xml, read strictly: every child must be asked for by {@link #knows}, and stand there once
 * at the most.
 */
final class Element {
    private final String path;
    private final @Nullable Node node;

    Element(String path, @Nullable Node node) {
        this.path = path;
        this.node = node;
    }

    /** Refuses children other than these, text, and attributes. */
    Element knows(String... names) {
        Collection<String> known = List.of(names);
        for (Node child : children()) {
            if (!known.contains(child.getNodeName())) {
                throw wrong("there is no element <" + child.getNodeName() + "> in <" + path + ">, but "
                        + known.stream().sorted().map(name -> "<" + name + ">").collect(Collectors.joining(", ")));
            }
            if (children(child.getNodeName()).size() > 1) {
                throw wrong("the element <" + child.getNodeName() + "> stands more than once in <" + path + ">");
            }
        }
        if (!text().isEmpty()) {
            throw wrong("the element <" + path + "> holds other elements, no text");
        }
        return withoutAttributes();
    }

    private Element withoutAttributes() {
        if (node != null && node.getAttributes().getLength() > 0) {
            String name = node.getAttributes().item(0).getNodeName();
            throw wrong("the element <" + path + "> has an attribute, " + name + ", but knows none");
        }
        return this;
    }

    /** Refuses a child that has no effect, and says why. */
    void lacks(String name, String because) {
        if (has(name)) {
            throw wrong("the element <" + path + "/" + name + "> has no effect, since " + because);
        }
    }

    /** That a child does not go with what another element says. */
    SettingsException contradiction(String name, String how) {
        return wrong("the element <" + path + "/" + name + "> cannot be so: " + how);
    }

    boolean holdsElements() {
        return !children().isEmpty();
    }

    boolean has(String name) {
        return !children(name).isEmpty();
    }

    /** A child that holds others; it may be missing. */
    Element child(String name) {
        List<Node> found = children(name);
        return new Element(path + "/" + name, found.isEmpty() ? null : found.get(0));
    }

    /** A child that holds others, and must be there. */
    Element required(String name) {
        if (!has(name)) {
            throw wrong("the element <" + path + "> lacks <" + name + ">");
        }
        return child(name);
    }

    /** The value of a child that must be there and holds text. */
    <T> T required(String name, String expected, Function<String, T> read) {
        required(name);
        return optional(name, expected, read).orElseThrow();
    }

    /** The value of a child that holds text; nothing when it is missing. */
    <T> Optional<T> optional(String name, String expected, Function<String, T> read) {
        return value(name, read, (text, bad) -> "has the value \"" + text + "\", expected is " + expected);
    }

    /**
     * The value of a child that holds text, or what stands for it when it is missing.
     *
     * @param expected in words, for the one who has to mend it
     * @param read     throws an {@link IllegalArgumentException} for a bad value
     */
    <T> T value(String name, T otherwise, String expected, Function<String, T> read) {
        return optional(name, expected, read).orElse(otherwise);
    }

    /** Likewise, where there are many things to expect: the exception says which it is. */
    <T> T explained(String name, T otherwise, Function<String, T> read) {
        return value(name, read, (text, bad) -> "has the value \"" + text + "\", " + bad.getMessage())
                .orElse(otherwise);
    }

    /**
     * A value that must be there, and that has a password in it: when it is wrong, it is not told.
     *
     * @param read throws an {@link IllegalArgumentException} whose text says what is wrong, without the value
     */
    <T> T secret(String name, Function<String, T> read) {
        return value(name, read, (text, bad) -> "has a value that is wrong: " + bad.getMessage())
                .orElseThrow(() -> wrong("the element <" + path + "> lacks <" + name + ">"));
    }

    /** A text with its blanks, those at its ends apart, which are XML's; empty where there is none. */
    String verbatim(String name) {
        Element child = child(name);
        child.knowsNone();
        return child.raw();
    }

    /** Reads the one of these that is written in small letters. */
    static <T> Function<String, T> oneOf(List<T> values) {
        return text -> values.stream()
                .filter(value -> value.toString().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("none of " + values));
    }

    private <T> Optional<T> value(
            String name, Function<String, T> read, BiFunction<String, IllegalArgumentException, String> complaint) {
        Element child = child(name);
        if (child.node == null) {
            return Optional.empty();
        }
        child.knowsNone();
        String text = child.text();
        try {
            return Optional.of(read.apply(text));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(message("the element <" + child.path + "> " + complaint.apply(text, e)), e);
        }
    }

    /** What is written in it, on one line. */
    private String text() {
        return raw().replaceAll("\\s+", " ").trim();
    }

    private String raw() {
        return nodes(Text.class)
                .map(Node::getNodeValue)
                .collect(Collectors.joining())
                .trim();
    }

    private void knowsNone() {
        if (!children().isEmpty()) {
            throw wrong("the element <" + path + "> holds a value, no other elements");
        }
        withoutAttributes();
    }

    private List<Node> children() {
        return nodes(org.w3c.dom.Element.class).toList();
    }

    private Stream<Node> nodes(Class<? extends Node> kind) {
        if (node == null) {
            return Stream.empty();
        }
        NodeList all = node.getChildNodes();
        return IntStream.range(0, all.getLength()).mapToObj(all::item).filter(kind::isInstance);
    }

    private List<Node> children(String name) {
        return children().stream()
                .filter(child -> child.getNodeName().equals(name))
                .collect(Collectors.toList());
    }

    private static SettingsException wrong(String what) {
        return new SettingsException(message(what));
    }

    private static String message(String what) {
        return MaildropSettings.FILE + ": " + what;
    }
}
