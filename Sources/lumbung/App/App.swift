import ArgumentParser
import Civic

/// `lumbung app`: what a service designer does with applications, one subcommand a file.
struct App: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "app",
        abstract: "Periksa dan mainkan aplikasi. Check and play applications.",
        subcommands: [
            AppNew.self, AppCheck.self, AppRun.self, AppDiff.self, AppMerge.self, AppExport.self, AppValidate.self,
            AppReference.self, AppPublish.self, AppLetters.self,
        ]
    )
}

/// In which language a command speaks, and how wide its page is.
struct SpeechOptions: ParsableArguments {
    @Option(name: .long, help: "Bahasa: id atau en. Language: id or en.")
    var language: SpokenLanguage?
    @Flag(name: .long, help: .hidden)
    var english = false
    @Option(name: .long, help: "Lebar halaman dalam karakter. Width of the page in characters.")
    var width: Int?

    /// Indonesian unless somebody asks for another.
    var spoken: Language { language?.language ?? (english ? .en : .id) }

    /// As asked for; else the terminal's; else 100.
    var columns: Int { max(40, width ?? Terminal.columns ?? 100) }

    func say(_ id: String, _ en: String) -> String { spoken == .id ? id : en }
}

enum SpokenLanguage: String, ExpressibleByArgument, CaseIterable {
    case id, en

    var language: Language {
        switch self {
        case .id: .id
        case .en: .en
        }
    }
}
