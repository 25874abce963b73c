import Hummingbird
import Node

/// All routes of the node, one collection a line.
///
/// Add yours here.
struct Routes {
    let web: Web

    func add(to router: Router<ArrivalContext>) {
        let node = router.group(context: NodeContext.self)
        HealthRoutes().add(to: node)
        StartRoutes().add(to: node)
        MessageRoutes().add(to: node)
        GuideRoutes().add(to: node)
        NodeLogRoutes().add(to: node)

        CatalogueRoutes().add(to: node)
        PublicAgreementRoutes().add(to: node)
        TourRoutes().add(to: node)

        let government = router.group(":gov", context: GovernmentContext.self)
        HomeRoutes().add(to: government)
        ServiceRoutes().add(to: government)
        StandardRoutes().add(to: government)
        HandoverRoutes().add(to: government)
        JourneyRoutes().add(to: government)
        PieceRoutes().add(to: government)
        CaseRoutes().add(to: government)
        WishRoutes().add(to: government)
        PushRoutes().add(to: government)
        DocumentRoutes().add(to: government)
        AccountRoutes().add(to: government)
        OwnDataRoutes().add(to: government)
        MapRoutes().add(to: government)
        DataRoutes().add(to: government)
        ApiRoutes().add(to: government)
        PeerRoutes().add(to: government)
        PaymentApi().add(to: government)
        ReceiptRoutes().add(to: government)
        PaymentSimulator().add(to: government)
        TreasuryRoutes().add(to: government)
        StewardChannelRoutes().add(to: government)
        DeskDoorRoutes().add(to: government)
        WorkListRoutes().add(to: government)
        SearchRoutes().add(to: government)
        CaseDeskRoutes().add(to: government)
        HoldingRoutes().add(to: government)
        CaseMessageRoutes().add(to: government)
        BulkRoutes().add(to: government)
        LetterRoutes().add(to: government)
        DutyRoutes().add(to: government)
        MandateRoutes().add(to: government)
        IntakeRoutes().add(to: government)
        RoomRoutes().add(to: government)
        StewardRoutes().add(to: government)
        RetentionRoutes().add(to: government)
        RightsBoardRoutes().add(to: government)
        if web.isMeasured { RehearsalRoutes().add(to: government) }
        BoardRoutes().add(to: government)
        StudyRoutes().add(to: government)
        AgreementRoutes().add(to: government)
        AgreementDraftRoutes().add(to: government)
        InstallationRoutes().add(to: government)
        UpgradeRoutes().add(to: government)
        NextReleaseRoutes().add(to: government)
        MigrationRoutes().add(to: government)
    }
}
