/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The jar is compiled against James 3.8.1 and has to link on 3.9.0 too: every member of James, and of what James ships,
 * that it uses is looked up in the API that 3.9.0 publishes, by its descriptor, and so are the methods that it must
 * implement there.
 */
class James39Test {
    private static final String LATER_API = "target/server/later-api.classpath";

    private static final String WEBADMIN = "org.apache.james.webadmin.";

    /**
     * 3.9.0's webadmin-core is not published where the other jars are. What we use of it is this, the same in the sources of
     * both versions, and so is {@code Routes}, which we implement; what we call of Spark is looked up as the rest is.
     */
    private static final Set<String> THE_SAME_IN_THE_SOURCES = Set.of(
            WEBADMIN + "utils.ErrorResponder$ErrorType.INVALID_ARGUMENT",
            WEBADMIN + "utils.ErrorResponder$ErrorType.NOT_FOUND",
            WEBADMIN + "utils.ErrorResponder$ErrorType.SERVER_ERROR",
            WEBADMIN + "utils.ErrorResponder$ErrorType.WRONG_STATE",
            WEBADMIN + "utils.ErrorResponder.asString()",
            WEBADMIN + "utils.ErrorResponder.builder()",
            WEBADMIN + "utils.ErrorResponder.haltError()",
            WEBADMIN + "utils.ErrorResponder.message(java.lang.String)",
            WEBADMIN + "utils.ErrorResponder.statusCode(int)",
            WEBADMIN + "utils.ErrorResponder.type(" + WEBADMIN + "utils.ErrorResponder$ErrorType)",
            WEBADMIN + "utils.Responses.returnNoContent(spark.Response)");

    private static JavaClasses ours;
    private static JavaClasses later;

    @BeforeAll
    static void readBoth() throws IOException {
        ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPath(Path.of("target/classes"));
        List<URL> jars = Arrays.stream(Files.readString(Path.of(LATER_API)).split(File.pathSeparator))
                .map(James39Test::jar)
                .toList();
        later = new ClassFileImporter().importUrls(jars);
    }

    @Test
    void everyMemberOfJamesAndOfWhatItShipsThatIsUsedIsThereWithTheSameSignature() {
        Set<String> used = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        Set<String> webadmin = new TreeSet<>();
        for (JavaClass type : ours) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                JavaClass owner = access.getTargetOwner();
                if (owner.getName().startsWith(WEBADMIN)) {
                    webadmin.add(access.getTarget().getFullName());
                } else if (foreign(owner.getName())) {
                    used.add(access.getTarget().getFullName());
                    if (!later.contain(owner.getName()) || !has(later.get(owner.getName()), access.getTarget())) {
                        missing.add(access.getTarget().getFullName() + " used by " + type.getName());
                    }
                }
            }
        }
        assertThat(used).as("what is looked up at all").hasSizeGreaterThan(50);
        assertThat(missing).isEmpty();
        assertThat(webadmin).hasSameElementsAs(THE_SAME_IN_THE_SOURCES);
    }

    @Test
    void theFieldThatHoldsTheChannelOfASessionIsThere() {
        assertThat(later.get("org.apache.james.protocols.netty.NettyProtocolTransport")
                        .getField("channel")
                        .getRawType()
                        .getName())
                .isEqualTo("io.netty.channel.Channel");
    }

    @Test
    void theMethodThatSetsFlagsTakesThoseOfJakartaMailAndElseWhatItTookBefore() {
        assertThat(later.get("org.apache.james.mailbox.MessageManager").getMethods().stream()
                        .filter(method -> method.getName().equals("setFlags"))
                        .map(method -> names(method.getRawParameterTypes())))
                .containsExactly(List.of(
                        "jakarta.mail.Flags",
                        "org.apache.james.mailbox.MessageManager$FlagsUpdateMode",
                        "org.apache.james.mailbox.model.MessageRange",
                        "org.apache.james.mailbox.MailboxSession"));
        assertThat(later.get("org.apache.james.mailbox.MessageManager$FlagsUpdateMode")
                        .getField("ADD"))
                .isNotNull();
    }

    @Test
    void nothingMoreIsAskedOfWhatWeImplement() {
        Set<String> missing = new TreeSet<>();
        for (JavaClass type : ours) {
            if (!type.isInterface() && !type.isEnum()) {
                type.getAllRawInterfaces().stream()
                        .map(JavaClass::getName)
                        .filter(name -> foreign(name) && later.contain(name))
                        .flatMap(name -> later.get(name).getMethods().stream())
                        .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                        .filter(method -> type.getAllMethods().stream()
                                .noneMatch(own -> own.getName().equals(method.getName())))
                        .forEach(method -> missing.add(type.getName() + " lacks " + method.getFullName()));
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean has(JavaClass owner, AccessTarget target) {
        if (owner.getAllMembers().stream().anyMatch(member -> sameDescriptor(member, target))) {
            return true;
        }
        // What a type inherits from outside James and Netty (Object, Iterator, Executor) does not change with them.
        return owner.getAllRawInterfaces().stream().anyMatch(type -> outside(type, target))
                || owner.getAllRawSuperclasses().stream().anyMatch(type -> outside(type, target))
                || owner.isInterface() && isOfEveryObject(target);
    }

    /** What interfaces have too (JLS 9.2), and later compilers call by them: JDK-8272564. */
    private static boolean isOfEveryObject(AccessTarget target) {
        return Arrays.stream(Object.class.getMethods())
                .anyMatch(method -> method.getName().equals(target.getName()));
    }

    private static boolean outside(JavaClass type, AccessTarget target) {
        return type.getName().startsWith("java.")
                && new ClassFileImporter()
                        .importClass(classOf(type.getName())).getAllMembers().stream()
                                .anyMatch(member -> member.getName().equals(target.getName()));
    }

    private static boolean sameDescriptor(JavaMember member, AccessTarget target) {
        if (!member.getName().equals(target.getName())) {
            return false;
        }
        if (member instanceof JavaCodeUnit unit && target instanceof AccessTarget.CodeUnitAccessTarget called) {
            return unit.getRawReturnType()
                            .getName()
                            .equals(called.getRawReturnType().getName())
                    && names(unit.getRawParameterTypes()).equals(names(called.getRawParameterTypes()));
        }
        return member instanceof JavaField field
                && target instanceof AccessTarget.FieldAccessTarget read
                && field.getRawType().getName().equals(read.getRawType().getName());
    }

    private static List<String> names(List<JavaClass> types) {
        return types.stream().map(JavaClass::getName).toList();
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean foreign(String name) {
        return name.startsWith("org.apache.james.")
                || name.startsWith("io.netty.")
                || name.startsWith("spark.")
                || name.startsWith("ch.qos.logback.classic.")
                || name.startsWith("com.datastax.oss.driver.")
                || name.startsWith("com.fasterxml.jackson.");
    }

    private static URL jar(String path) {
        try {
            return new URL("jar:" + Path.of(path).toUri() + "!/");
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
