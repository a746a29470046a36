/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.maildrop.Never.neverCall;
import static org.maildrop.Never.neverName;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.time.Clock;

/** The rules for what is in the jar. The table of packages is {@link PackageTable}. */
@AnalyzeClasses(packages = PackageTable.BASE, importOptions = ArchitectureTest.InTheJar.class)
class ArchitectureTest {
    private static final String[] EDGES = {
        "org.maildrop.james..",
        "org.maildrop.handler..",
        "org.maildrop.admin..",
        "org.maildrop.config..",
        "org.maildrop.guice.."
    };
    private static final String[] CORE = {
        "org.maildrop.snapshot",
        "org.maildrop.lock",
        "org.maildrop.auth",
        "org.maildrop.protocol",
        "org.maildrop.session"
    };
    private static final String[] ABROAD = {
        "org.apache.james..", "io.netty..", "com.google.inject..", "org.apache.commons.configuration2..", "spark.."
    };

    /** The JDK, and what may be used everywhere. */
    private static final String[] AT_HOME = {
        "java..",
        "javax.crypto..",
        "javax.naming..",
        "javax.net..",
        "javax.security..",
        "org.maildrop..",
        "org.jspecify..",
        "org.slf4j..",
        "com.github.benmanes.caffeine..",
        "com.ongres.."
    };

    /** Of one name in James 3.8 and of another in 3.9, or stock POP3. */
    private static final DescribedPredicate<JavaClass> BANNED = resideInAnyPackage(
            "javax.mail..",
            "jakarta.mail..",
            "javax.inject..",
            "jakarta.inject..",
            "org.apache.james.protocols.pop3..");

    @ArchTest
    void aClassImportsOfOursOnlyWhatTheTableAllows(JavaClasses ours) {
        classes().should(PackageTable.importOnlyWhatTheirRowAllows()).check(ours);
    }

    @ArchTest
    void packagesHaveNoCycles(JavaClasses ours) {
        slices().matching("org.maildrop.(**)").should().beFreeOfCycles().check(ours);
    }

    @ArchTest
    void backEndsNeverImportEachOther(JavaClasses ours) {
        slices().matching("org.maildrop.(*).(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(ours);
    }

    @ArchTest
    void ofTheMaildropTheLockKnowsItsOwnerOnly(JavaClasses ours) {
        noClasses()
                .that()
                .resideInAPackage("org.maildrop.lock..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.maildrop.snapshot")
                        .and(DescribedPredicate.not(nameMatching("org\\.maildrop\\.snapshot\\.(Owner|package-info)"))))
                .allowEmptyShould(true)
                .check(ours);
    }

    @ArchTest
    void theWireLanguagePhrasesValuesAndCallsNoPort(JavaClasses ours) {
        noClasses()
                .that()
                .resideInAPackage("org.maildrop.protocol")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "org\\.maildrop\\.(snapshot\\.MaildropStore|lock\\.(LeaseStore|MaildropLocks|Lease)|session\\.Session)")
                .check(ours);
    }

    @ArchTest
    void jamesNettyAndGuiceAreKnownAtTheEdgesOnly(JavaClasses ours) {
        noClasses()
                .that()
                .resideOutsideOfPackages(EDGES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ABROAD)
                .check(ours);
    }

    @ArchTest
    void theCoreNeedsNothingButTheJdk(JavaClasses ours) {
        classes()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(AT_HOME)
                .check(ours);
    }

    @ArchTest
    void namesAndPasswordsArePreparedInOnePlace(JavaClasses ours) {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.maildrop.auth.Preparation")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.ongres..")
                .check(ours);
    }

    /** Not every James has it: what names it is loaded only where the lock is in Cassandra. */
    @ArchTest
    void cassandrasDriverIsKnownToItsLeaseStoreOnly(JavaClasses ours) {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.maildrop.lock.cassandra")
                .and()
                .doNotHaveFullyQualifiedName("org.maildrop.guice.CassandraLeaseModule")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.datastax..")
                .check(ours);
        classes()
                .that()
                .resideInAPackage("org.maildrop.lock.cassandra")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(AT_HOME).or(resideInAPackage("com.datastax.oss.driver.api..")))
                .check(ours);
    }

    /** In the jar it has other names, and James has an older one here and there. */
    @ArchTest
    void tinkIsKnownToTheFilesOfSecretsOnly(JavaClasses ours) {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.maildrop.auth.file")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.crypto..")
                .check(ours);
    }

    /** It runs with nothing but the jar. The rest of what it reaches, CommandLineIT runs. */
    @ArchTest
    void theCommandLineNeedsNothingThatJamesBrings(JavaClasses ours) {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.maildrop.cli", "org.maildrop.config", "org.maildrop.auth..", "org.maildrop.jdbc")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.slf4j..", "org.apache..", "io.netty..", "com.google.inject..", "com.google.common..")
                .check(ours);
    }

    @ArchTest
    void nothingTouchesWhatDiffersBetweenJamesVersions(JavaClasses ours) {
        classes().should(neverName(BANNED)).check(ours);
    }

    @ArchTest
    void passwordsAreNotTestedByCallsThatDifferBetweenJamesVersions(JavaClasses ours) {
        classes()
                .should(neverCall(describe(
                        "UsersRepository.test or Authenticator.isAuthentic",
                        call -> call.getName().equals("test")
                                        && call.getTargetOwner()
                                                .isAssignableTo("org.apache.james.user.api.UsersRepository")
                                || call.getName().equals("isAuthentic"))))
                .check(ours);
    }

    @ArchTest
    void timeIsInjected(JavaClasses ours) {
        classes()
                .that()
                .resideOutsideOfPackage("org.maildrop.guice..")
                .should(neverCall(describe("the machine's clock", ArchitectureTest::asksTheMachine)))
                .check(ours);
    }

    @ArchTest
    void namesSayWhatAThingIs(JavaClasses ours) {
        noClasses()
                .should()
                .haveSimpleNameStartingWith("Abstract")
                .orShould()
                .haveNameMatching(".*(Impl|Manager|Helper|Utils?)")
                .check(ours);
    }

    private static boolean asksTheMachine(JavaCodeUnitAccess<?> call) {
        String owner = call.getTargetOwner().getName();
        String name = call.getName();
        return switch (owner) {
            case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
            case "java.lang.Thread" -> name.equals("sleep");
            case "java.util.concurrent.TimeUnit" -> name.equals("sleep");
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
            default -> owner.startsWith("java.time.") && name.equals("now") && !takesAClock(call);
        };
    }

    private static boolean takesAClock(JavaCodeUnitAccess<?> call) {
        return call.getTarget().getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }

    /** Neither tests nor what only runs a server. */
    static final class InTheJar implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return location.contains("/target/classes/");
        }
    }
}
