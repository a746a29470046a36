/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;

/** What a class must not do, method references included, which ArchUnit's own rules on calls pass over. */
final class Never {
    static ArchCondition<JavaClass> neverCall(DescribedPredicate<JavaCodeUnitAccess<?>> banned) {
        return new ArchCondition<>("never call " + banned.getDescription()) {
            @Override
            public void check(JavaClass ours, ConditionEvents events) {
                ours.getCodeUnitAccessesFromSelf().stream()
                        .filter(banned)
                        .forEach(call -> events.add(SimpleConditionEvent.violated(call, call.getDescription())));
            }
        };
    }

    /** Not in a declaration, not in the signature of anything called, not in a catch clause. */
    static ArchCondition<JavaClass> neverName(DescribedPredicate<JavaClass> banned) {
        return new ArchCondition<>("never name what will " + banned.getDescription()) {
            @Override
            public void check(JavaClass ours, ConditionEvents events) {
                Stream.of(
                                ours.getDirectDependenciesFromSelf().stream().map(found -> found.getTargetClass()),
                                ours.getCodeUnitAccessesFromSelf().stream().flatMap(Never::signature),
                                ours.getCodeUnits().stream().flatMap(Never::caught))
                        .flatMap(types -> types)
                        .map(JavaClass::getBaseComponentType)
                        .filter(banned)
                        .map(type -> ours.getName() + " names " + type.getName())
                        .distinct()
                        .forEach(message -> events.add(SimpleConditionEvent.violated(ours, message)));
            }
        };
    }

    private static Stream<JavaClass> signature(JavaCodeUnitAccess<?> call) {
        List<JavaClass> parameters = call.getTarget().getRawParameterTypes();
        return Stream.concat(parameters.stream(), Stream.of(call.getTarget().getRawReturnType()));
    }

    private static Stream<JavaClass> caught(JavaCodeUnit code) {
        return code.getTryCatchBlocks().stream().flatMap(block -> block.getCaughtThrowables().stream());
    }

    private Never() {}
}
