import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/**
 * Validates files from memory in one JVM, again and again: SCHEMA ROUNDS FILES… The
 * processor time of each round in nanoseconds, without that of the garbage collector, and the number of files that are right go to standard output.
 */
final class WarmJing {
    static final ErrorHandler SILENT = new ErrorHandler() {
        @Override public void warning(SAXParseException e) {}
        @Override public void error(SAXParseException e) {}
        @Override public void fatalError(SAXParseException e) {}
    };

    public static void main(String[] arguments) throws Exception {
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, SILENT);
        ValidationDriver driver = new ValidationDriver(properties.toPropertyMap());
        if (!driver.loadSchema(ValidationDriver.uriOrFileInputSource(arguments[0]))) {
            System.exit(2);
        }
        byte[][] files = new byte[arguments.length - 2][];
        for (int i = 0; i < files.length; i++) {
            files[i] = Files.readAllBytes(Path.of(arguments[i + 2]));
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int rounds = Integer.parseInt(arguments[1]);
        for (int round = 0; round < rounds; round++) {
            int right = 0;
            long start = threads.getCurrentThreadCpuTime();
            for (byte[] file : files) {
                if (driver.validate(new InputSource(new ByteArrayInputStream(file)))) {
                    right++;
                }
            }
            System.out.println((threads.getCurrentThreadCpuTime() - start) + " " + right);
        }
    }
}
